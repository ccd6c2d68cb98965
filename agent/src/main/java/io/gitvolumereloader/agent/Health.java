package io.gitvolumereloader.agent;

import io.gitvolumereloader.agent.sync.Heart;
import io.gitvolumereloader.agent.sync.StatusBoard;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready once a whole revision is published, and ever after: a remote that is away is not the app's trouble. Alive while
 * the sync loop is.
 */
final class Health {

    @Produces
    @Readiness
    @Singleton
    HealthCheck published(StatusBoard board) {
        return () -> {
            var shown = board.status().published();
            var response = HealthCheckResponse.named("published").status(shown != null);
            return (shown == null
                            ? response
                            : response.withData("commit", shown.commit().hex()))
                    .build();
        };
    }

    @Produces
    @Liveness
    @Singleton
    HealthCheck syncLoop(Heart heart) {
        return () ->
                HealthCheckResponse.named("sync-loop").status(heart.isBeating()).build();
    }
}
