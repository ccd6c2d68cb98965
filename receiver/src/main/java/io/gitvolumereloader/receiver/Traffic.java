package io.gitvolumereloader.receiver;

import io.gitvolumereloader.receiver.hook.DeliveryId;
import io.gitvolumereloader.receiver.hook.Provider;
import io.gitvolumereloader.receiver.hook.Verdict;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * Who sends too much: a sender of deliveries that are refused, and a secret that authenticates more deliveries than the
 * cluster should be asked about.
 *
 * <p>Refusals never count against those who are authentic, be it from the same address: a small body is always looked
 * at. Safe to use from many threads.
 */
@ApplicationScoped
public class Traffic {
    private static final Logger LOG = Logger.getLogger(Traffic.class);
    private static final int LINES_PER_SECOND = 5;

    private final Rates refused;
    private final Rates accepted;
    private final TokenBucket lines = new TokenBucket(LINES_PER_SECOND, System::nanoTime);
    private final AtomicLong unsaid = new AtomicLong();

    Traffic(ReceiverConfig config) {
        this.refused = new Rates(atLeastOne("receiver.refused-rate", config.refusedRate()), System::nanoTime);
        this.accepted = new Rates(atLeastOne("receiver.rate", config.rate()), System::nanoTime);
    }

    /** Whether so much of this sender was refused lately that no large body of his is worth reading. */
    boolean isSuspect(RoutingContext context) {
        return refused.isUsedUp(sender(context));
    }

    /** Refuses a request that proves nothing, by an answer that is the same whatever the reason. */
    void refuse(RoutingContext context, DeliveryId delivery, String reason) {
        refused.take(sender(context));
        log("refused delivery=%s reason=\"%s\"".formatted(delivery, reason));
        context.fail(401);
    }

    /** Asks for a request that can't be proved for now to be sent again; it counts like one that proves nothing. */
    void postpone(RoutingContext context, DeliveryId delivery, String reason) {
        refused.take(sender(context));
        log("can't tell whether it is authentic, answered 503 delivery=%s reason=\"%s\"".formatted(delivery, reason));
        context.fail(503);
    }

    /** Whether to answer a sender who proves nothing and asks for nothing; he counts like one who is refused. */
    boolean admitsUnproven(RoutingContext context, DeliveryId delivery) {
        var admitted = refused.take(sender(context));
        log((admitted ? "pong delivery=%s" : "too many tests of a connection, answered 503 delivery=%s")
                .formatted(delivery));
        return admitted;
    }

    /** Whether the secret has not been used too often in the last seconds. */
    boolean admits(Provider provider, Verdict.Authentic verdict) {
        var name = provider.name() + "/" + verdict.by().name();
        var admitted = accepted.take(name);
        if (!admitted) {
            log("too many deliveries, answered 503 secret=%s".formatted(name));
        }
        return admitted;
    }

    /** A few lines a second; the first one after a silence says how many there would have been. */
    private void log(String line) {
        if (!lines.take()) {
            unsaid.incrementAndGet();
            return;
        }
        var skipped = unsaid.getAndSet(0);
        if (skipped > 0) {
            LOG.infof("refused more than can be listed deliveries=%d", skipped);
        }
        LOG.infof("%s", line);
    }

    private static String sender(RoutingContext context) {
        return Sender.of(context.request().remoteAddress()).name();
    }

    private static int atLeastOne(String setting, int rate) {
        if (rate < 1) {
            throw new ConfigurationException(setting + " is " + rate + ": set it to a number from 1 up.");
        }
        return rate;
    }
}
