package io.gitvolumereloader.receiver;

import io.gitvolumereloader.receiver.hook.Delivery;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Keeps a request as it was sent, and keeps everybody else from parsing it: nothing is parsed before it is
 * authenticated.
 */
@ApplicationScoped
public class RawBody {
    private static final String DELIVERY = Delivery.class.getName();
    private static final String COMPLETE = DELIVERY + ".complete";

    /** What was sent. Only for requests that have come as far as a function. */
    static Delivery of(RoutingContext context) {
        return Objects.requireNonNull(context.get(DELIVERY), "the request was not kept");
    }

    /** Whether the whole body has arrived. */
    static boolean isComplete(RoutingContext context) {
        return context.get(COMPLETE, false);
    }

    void install(@Observes Router router) {
        // Before Quarkus reads the body, which it does at MIN_VALUE + 1, and after the gate, which needs the headers.
        router.route().order(RequestGate.ORDER + 1).handler(RawBody::takeHeaders);
        // After Quarkus has read the body and before it calls Funqy.
        router.route().order(0).handler(RawBody::takeBody);
    }

    private static void takeHeaders(RoutingContext context) {
        var request = context.request();
        context.put(DELIVERY, new Delivery(headers(request), new byte[0]));
        // Vert.x would decode a form while it arrives.
        request.headers().remove(HttpHeaders.CONTENT_TYPE);
        context.next();
    }

    @SuppressWarnings("deprecation") // setBody has no successor that is not internal to Vert.x
    private static void takeBody(RoutingContext context) {
        var body = context.body().buffer();
        context.put(DELIVERY, of(context).withBody(body == null ? new byte[0] : body.getBytes()));
        context.put(COMPLETE, true);
        // Without a body Funqy parses nothing, and a function without argument is called all the same.
        context.setBody(Buffer.buffer());
        context.next();
    }

    private static Map<String, String> headers(HttpServerRequest request) {
        var headers = new HashMap<String, String>();
        for (var header : request.headers()) {
            var name = header.getKey().toLowerCase(Locale.ROOT);
            // Doubled headers are joined, so that a doubled signature has not the form of one.
            headers.merge(name, header.getValue(), (one, other) -> one + ", " + other);
        }
        return headers;
    }
}
