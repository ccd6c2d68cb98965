package io.gitvolumereloader.receiver;

import io.gitvolumereloader.receiver.hook.Provider;
import io.gitvolumereloader.receiver.provider.MediaType;
import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jspecify.annotations.Nullable;

/** Turns away, before a byte of the body is read, what can't be a delivery; and bounds size and time of what can. */
@ApplicationScoped
public class RequestGate {
    /** Before everything else; Quarkus reads the body at {@code MIN_VALUE + 1}. */
    static final int ORDER = Integer.MIN_VALUE;

    private static final long SMALL = 64 * 1024;

    private final Endpoints endpoints;
    private final long maxBody;
    private final long bodyTimeout;
    private final BodyBudget budget;

    RequestGate(Endpoints endpoints, ReceiverConfig config) {
        this.endpoints = endpoints;
        this.maxBody = config.maxBody().asLongValue();
        this.bodyTimeout = config.bodyTimeout().toMillis();
        this.budget = new BodyBudget(Math.max(maxBuffered(config), maxBody));
    }

    void install(@Observes Router router) {
        router.route().order(ORDER).handler(this::admit);
    }

    private void admit(RoutingContext context) {
        if (endpoints.lead(context)) {
            return;
        }
        endInTime(context);
        var status = refusal(context.request(), Endpoints.of(context));
        if (status == 0 && !reserve(context)) {
            status = 503;
        }
        if (status == 0) {
            context.next();
        } else {
            context.fail(status);
        }
    }

    /** The status of the first check that fails; 0 where all pass. */
    private int refusal(HttpServerRequest request, @Nullable Provider provider) {
        var encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        if (!request.method().equals(HttpMethod.POST)) {
            return 405;
        }
        if (provider == null) {
            return 404;
        }
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            return 415;
        }
        var contentType = request.getHeader(HttpHeaders.CONTENT_TYPE);
        if (contentType == null || !provider.mediaTypes().contains(MediaType.of(contentType))) {
            return 415;
        }
        return size(request) > maxBody ? 413 : 0;
    }

    /** The announced size of the body, or the largest allowed where none is announced. */
    private long size(HttpServerRequest request) {
        var length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? maxBody : Long.parseLong(length);
    }

    /**
     * Small bodies need no place in the budget: the number of connections bounds them, and nobody can shut them out.
     */
    private boolean reserve(RoutingContext context) {
        var size = size(context.request());
        if (size <= SMALL) {
            return true;
        }
        if (!budget.take(size)) {
            return false;
        }
        context.addEndHandler(_ -> budget.giveBack(size));
        return true;
    }

    /** Ends the connection of a sender who is too slow; idle timeouts alone let him go on byte by byte. */
    private void endInTime(RoutingContext context) {
        var request = context.request();
        var timer = context.vertx().setTimer(bodyTimeout, _ -> {
            if (context.response().ended()) {
                request.connection().close();
            } else {
                context.fail(408);
            }
        });
        request.end().onComplete(_ -> context.vertx().cancelTimer(timer));
    }

    private static long maxBuffered(ReceiverConfig config) {
        return config.maxBuffered()
                .map(MemorySize::asLongValue)
                .orElseGet(() -> Runtime.getRuntime().maxMemory() / 4);
    }
}
