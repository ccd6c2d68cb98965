package io.gitvolumereloader.receiver;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gitvolumereloader.receiver.hook.DeliveryId;
import io.gitvolumereloader.receiver.hook.Provider;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * Answers the test of a connection that nobody signs by a constant, on the event loop: it costs no more than a refusal.
 */
@ApplicationScoped
public class Pong {
    private final ObjectMapper json;
    private final Traffic traffic;

    Pong(ObjectMapper json, Traffic traffic) {
        this.json = json;
        this.traffic = traffic;
    }

    /** Answers 200, or 503 where this sender sends too much. */
    void answer(RoutingContext context, Provider provider) {
        var id = DeliveryId.of(provider.name(), null);
        if (traffic.admitsUnproven(context, id)) {
            context.response()
                    .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                    .end(text(Report.nothingPushed(id, "pong", List.of())));
        } else {
            context.fail(503);
        }
    }

    private String text(Report report) {
        try {
            return json.writeValueAsString(report);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a report is made of plain text and can always be written", e);
        }
    }
}
