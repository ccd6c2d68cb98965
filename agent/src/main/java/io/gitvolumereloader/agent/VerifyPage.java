package io.gitvolumereloader.agent;

import io.gitvolumereloader.agent.sync.SyncLoop;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.http.HttpServerResponse;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** {@code POST /verify} on the management port: has every published file compared with the repository, soon. */
@Singleton
class VerifyPage {
    private static final String PATH = "/verify";
    private static final int ACCEPTED = 202;
    private static final int METHOD_NOT_ALLOWED = 405;

    private final SyncLoop loop;

    VerifyPage(SyncLoop loop) {
        this.loop = loop;
    }

    void serve(@Observes ManagementInterface management) {
        var router = management.router();
        router.post(PATH).handler(request -> {
            loop.demandVerification();
            say(
                    request.response().setStatusCode(ACCEPTED),
                    "Comparing every published file with the repository; the log tells what is found.");
        });
        router.route(PATH)
                .handler(request -> say(
                        request.response().setStatusCode(METHOD_NOT_ALLOWED).putHeader("Allow", "POST"),
                        "POST to have every published file compared with the repository."));
    }

    private static void say(HttpServerResponse response, String line) {
        response.putHeader("Content-Type", "text/plain; charset=utf-8").end(line + "\n");
    }
}
