package io.gitvolumereloader.receiver;

import io.gitvolumereloader.receiver.hook.Delivery;
import io.gitvolumereloader.receiver.hook.Provider;
import io.gitvolumereloader.receiver.hook.Secrets;
import io.gitvolumereloader.receiver.hook.Verdict;
import io.gitvolumereloader.receiver.provider.Refusal;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jspecify.annotations.Nullable;

/**
 * Lets pass who proves that he knows a secret, and nobody else, in the order of what the checks cost: the request line
 * and headers, what the provider's headers show, the body, the proof.
 *
 * <p>All of it happens on the event loop, but proofs over much data: whoever is refused takes no worker from those who
 * are not. Nothing is parsed here or before.
 */
@ApplicationScoped
public class RequestGate {
    /** Before everything else; Quarkus would read the body at {@code MIN_VALUE + 1}. */
    static final int ORDER = Integer.MIN_VALUE;

    private final Endpoints endpoints;
    private final Secrets secrets;
    private final BodyReader bodies;
    private final Verification verification;
    private final Traffic traffic;
    private final Pong pong;
    private final long maxBody;

    RequestGate(
            Endpoints endpoints,
            Secrets secrets,
            BodyReader bodies,
            Verification verification,
            Traffic traffic,
            Pong pong,
            ReceiverConfig config) {
        this.endpoints = endpoints;
        this.secrets = secrets;
        this.bodies = bodies;
        this.verification = verification;
        this.traffic = traffic;
        this.pong = pong;
        this.maxBody = config.maxBody().asLongValue();
    }

    void install(@Observes Router router) {
        router.route().order(ORDER).handler(this::admit);
    }

    private void admit(RoutingContext context) {
        if (endpoints.lead(context)) {
            return;
        }
        var provider = Endpoints.of(context);
        var status = refusal(context.request(), provider);
        if (provider == null || status != 0) {
            context.fail(status);
            return;
        }
        var headers = Endpoints.headers(context);
        var known = secrets.of(provider.name());
        var objection = provider.precheck(headers, known);
        if (objection.isPresent()) {
            traffic.refuse(context, provider.idOf(headers), objection.get().reason());
        } else {
            read(context, provider, headers, provider.isProvenByHeaders(headers, known));
        }
    }

    /** Whoever is proven already may send large bodies, whoever else sends from his address. */
    private void read(RoutingContext context, Provider provider, Delivery headers, boolean proven) {
        var smallOnly = !proven && traffic.isSuspect(context);
        bodies.read(context, smallOnly, body -> judge(context, provider, headers.withBody(body)))
                .onFailure(context::fail);
    }

    private Future<Verdict> judge(RoutingContext context, Provider provider, Delivery delivery) {
        return verification.of(provider, delivery, context.response()::closed).map(verdict -> {
            act(context, provider, delivery, verdict);
            return verdict;
        });
    }

    private void act(RoutingContext context, Provider provider, Delivery delivery, Verdict verdict) {
        switch (verdict) {
            case Verdict.Rejected(var reason) -> traffic.refuse(context, provider.idOf(delivery), reason);
            case Verdict.Undecided(var reason) -> traffic.postpone(context, provider.idOf(delivery), reason);
            case Verdict.Harmless() -> pong.answer(context, provider);
            case Verdict.Authentic authentic -> {
                if (traffic.admits(provider, authentic)) {
                    pass(context, new Received(provider, delivery, authentic));
                } else {
                    context.fail(503);
                }
            }
        }
    }

    private static void pass(RoutingContext context, Received received) {
        received.travelWith(context);
        // So that Quarkus does not wait for a body, and Funqy, which finds none, parses nothing.
        context.request().headers().remove(HttpHeaders.CONTENT_LENGTH).remove(HttpHeaders.TRANSFER_ENCODING);
        context.next();
    }

    /** The status of the first check that fails; 0 where all pass. */
    private int refusal(HttpServerRequest request, @Nullable Provider provider) {
        var size = BodyReader.announced(request);
        var refusal = Refusal.of(request.method().name(), provider, request::getHeader, size, maxBody);
        if (refusal.isPresent()) {
            return refusal.get().status();
        }
        var expectation = request.getHeader(HttpHeaders.EXPECT);
        return expectation == null || expectation.equalsIgnoreCase("100-continue") ? 0 : 417;
    }
}
