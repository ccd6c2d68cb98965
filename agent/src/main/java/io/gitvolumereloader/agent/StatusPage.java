package io.gitvolumereloader.agent;

import io.gitvolumereloader.agent.sync.Announcement;
import io.gitvolumereloader.agent.sync.Status;
import io.gitvolumereloader.agent.sync.StatusBoard;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** {@code GET /status} on the management port: what the agent knows about its volume, as JSON. */
@Singleton
class StatusPage {
    private final StatusBoard board;

    StatusPage(StatusBoard board) {
        this.board = board;
    }

    void serve(@Observes ManagementInterface management) {
        management
                .router()
                .get("/status")
                .handler(request -> request.response()
                        .putHeader("Content-Type", "application/json")
                        .end(json(board.status()).encodePrettily()));
    }

    /** Every field is always there; what is not known is null. */
    static JsonObject json(Status status) {
        return new JsonObject()
                .put("announced", json(status.announced()))
                .put("published", json(status.published()))
                .put("behindSince", text(status.behindSince()))
                .put("lastSuccess", text(status.lastSuccess()))
                .put("lastError", json(status.lastError()))
                .put("failures", status.failures())
                .put("syncs", status.syncs());
    }

    private static @Nullable JsonObject json(@Nullable Announcement announced) {
        return announced == null
                ? null
                : new JsonObject()
                        .put("ref", announced.ref())
                        .put("before", text(announced.before()))
                        .put("after", text(announced.after()))
                        .put("delivery", announced.delivery())
                        .put("at", text(announced.at()));
    }

    private static @Nullable JsonObject json(Status.@Nullable Shown shown) {
        return shown == null
                ? null
                : new JsonObject()
                        .put("ref", shown.ref())
                        .put("commit", shown.commit().hex())
                        .put("at", text(shown.at()));
    }

    private static @Nullable JsonObject json(Status.@Nullable Failure failure) {
        return failure == null
                ? null
                : new JsonObject().put("at", text(failure.at())).put("reason", failure.reason());
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
