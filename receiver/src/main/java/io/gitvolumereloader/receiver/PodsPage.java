package io.gitvolumereloader.receiver;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gitvolumereloader.receiver.hook.Deadline;
import io.gitvolumereloader.receiver.hook.PodMetadata;
import io.gitvolumereloader.receiver.kubernetes.Fabric8Pods;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;

/**
 * {@code GET /pods} on the management port: which volume was told what, and what it shows. It goes through the receiver
 * pod by pod, so that thousands take no memory.
 */
@Singleton
class PodsPage {
    private static final Logger LOG = Logger.getLogger(PodsPage.class);
    private static final Duration BUDGET = Duration.ofSeconds(10);

    /** So that a list which does not come leaves time to say so. */
    private static final Duration BUDGET_OF_LISTS = Duration.ofSeconds(8);

    private static final int AT_A_TIME = 2;
    private static final int MAX_DETAIL = 1024;

    private final Fabric8Pods pods;
    private final InstantSource clock;
    private final ObjectMapper json;
    private final Semaphore places = new Semaphore(AT_A_TIME);

    PodsPage(Fabric8Pods pods, InstantSource clock, ObjectMapper json) {
        this.pods = pods;
        this.clock = clock;
        this.json = json;
    }

    void serve(@Observes ManagementInterface management) {
        management.router().get("/pods").handler(request -> answer(request.response()));
    }

    private void answer(HttpServerResponse response) {
        if (!places.tryAcquire()) {
            refuse(response, "Enough others ask for the same. Ask again in a minute.");
            return;
        }
        Thread.ofVirtual().name("pods").start(() -> {
            try {
                write(response);
            } catch (UncheckedIOException e) {
                LOG.debugf("whoever asked for the pods has hung up cause=%s", e.getMessage());
            } catch (RuntimeException e) {
                LOG.error("GET /pods failed, and only that; please report this with the stack trace", e);
                var _ = response.reset();
            } finally {
                places.release();
            }
        });
    }

    private void write(HttpServerResponse response) {
        var page = new JsonLines(response, Deadline.in(BUDGET));
        var failures = pods.tellAll(pod -> write(pod, page), Deadline.in(BUDGET_OF_LISTS));
        if (page.isEmpty() && !failures.isEmpty()) {
            refuse(response, String.join("; ", Report.bounded(failures.stream())));
        } else {
            page.end(text(Report.bounded(failures.stream())));
        }
    }

    private void write(PodMetadata pod, JsonLines page) {
        PodState.of(pod, clock.instant()).map(this::text).forEach(page::add);
    }

    private void refuse(HttpServerResponse response, String reason) {
        var detail = reason.substring(0, Math.min(reason.length(), MAX_DETAIL));
        response.setStatusCode(503)
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .end(text(new Problem("about:blank", "Service Unavailable", 503, detail)));
    }

    private String text(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what is made of text can always be written", e);
        }
    }
}
