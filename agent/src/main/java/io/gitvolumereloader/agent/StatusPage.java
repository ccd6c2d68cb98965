package io.gitvolumereloader.agent;

import io.gitvolumereloader.agent.sync.Announcement;
import io.gitvolumereloader.agent.sync.CommitId;
import io.gitvolumereloader.agent.sync.Status;
import io.gitvolumereloader.agent.sync.StatusBoard;
import io.gitvolumereloader.agent.trigger.Sight;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code GET /status} on the management port: what the agent knows about its volume, as JSON. */
@Singleton
class StatusPage {
    private final StatusBoard board;
    private final Sight sight;

    StatusPage(StatusBoard board, Sight sight) {
        this.board = board;
        this.sight = sight;
    }

    void serve(@Observes ManagementInterface management) {
        management
                .router()
                .get("/status")
                .handler(request -> request.response()
                        .putHeader("Content-Type", "application/json")
                        .end(json(board.status(), sight.state()).encodePrettily()));
    }

    /** Every field is always there; what is not known is null. */
    static JsonObject json(Status status, Sight.@Nullable State sight) {
        return new JsonObject()
                .put("announced", json(status.announced()))
                .put("published", json(status.published()))
                .put("behindSince", text(status.behindSince()))
                .put("lastSuccess", text(status.lastSuccess()))
                .put("lastError", json(status.lastError()))
                .put("failures", status.failures())
                .put("syncs", status.syncs())
                .put("watch", json(sight));
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

    private static @Nullable JsonObject json(Sight.@Nullable State sight) {
        return sight == null
                ? null
                : new JsonObject()
                        .put("source", sight.source().name().toLowerCase(Locale.ROOT))
                        .put("connectedSince", text(sight.connectedSince()))
                        .put("lastEvent", text(sight.lastEvent()))
                        .put("secondsSinceLastEvent", seconds(sight.sinceLastEvent()))
                        .put("reconnects", sight.reconnects())
                        .put("lastReason", sight.lastReason())
                        .put("lastReasonAt", text(sight.lastReasonAt()));
    }

    private static @Nullable Long seconds(@Nullable Duration age) {
        return age == null ? null : age.toSeconds();
    }

    private static @Nullable String text(@Nullable CommitId commit) {
        return commit == null ? null : commit.hex();
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
