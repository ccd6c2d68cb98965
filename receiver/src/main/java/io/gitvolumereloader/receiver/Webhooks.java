package io.gitvolumereloader.receiver;

import io.gitvolumereloader.receiver.hook.DeliveryId;
import io.gitvolumereloader.receiver.hook.Hook;
import io.gitvolumereloader.receiver.hook.Outcome;
import io.gitvolumereloader.receiver.hook.Printable;
import io.gitvolumereloader.receiver.hook.Push;
import io.gitvolumereloader.receiver.hook.Web;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jboss.logging.Logger;

/** Hands the HTTP request at hand to the hook, and turns what becomes of it into status, report and log line. */
@ApplicationScoped
public class Webhooks {
    private static final Logger LOG = Logger.getLogger(Webhooks.class);
    private static final int ACCEPTED = 202;
    private static final int MAX_REF = 200;

    private final Hook hook;
    private final Web web;
    private final CurrentVertxRequest request;

    Webhooks(Hook hook, Web web, CurrentVertxRequest request) {
        this.hook = hook;
        this.web = web;
        this.request = request;
    }

    /**
     * Receives the delivery of the request that this thread serves.
     *
     * @throws Refused if the delivery is not accepted; answered by {@link Problems}
     */
    Report receive() {
        var context = request.getCurrent();
        var received = Received.of(context);
        return switch (hook.receive(received.provider(), received.delivery(), received.verdict())) {
            case Outcome.Announced announced -> accepted(announced, context);
            case Outcome.NoTarget noTarget -> {
                log(noTarget.pushes(), "nobody follows");
                yield Report.of(noTarget);
            }
            case Outcome.Ignored(var id, var reason) -> {
                LOG.infof("ignored delivery=%s reason=\"%s\"", id, reason);
                yield Report.nothingPushed(id, "ignored", List.of(reason));
            }
            case Outcome.Pong(var id) -> {
                LOG.infof("pong delivery=%s", id);
                yield Report.nothingPushed(id, "pong", List.of());
            }
            case Outcome.ToConfirm(var id, var url) -> confirmed(id, web.get(url));
            case Outcome.Ended(var id, var reason) -> {
                LOG.warnf("ended delivery=%s reason=\"%s\"", id, reason);
                yield Report.nothingPushed(id, "ignored", List.of(reason));
            }
            case Outcome.Malformed(var id, var reason) -> {
                LOG.warnf("refused delivery=%s reason=\"%s\"", id, reason);
                throw new Refused(Problem.malformed(reason));
            }
            case Outcome.Unavailable(var pushes, var reasons) -> throw unavailable(pushes.getFirst(), reasons);
        };
    }

    private static Report accepted(Outcome.Announced announced, RoutingContext context) {
        var report = Report.of(announced);
        // Funqy sets 200 after the function has returned; this comes later.
        context.addHeadersEndHandler(_ -> context.response().setStatusCode(ACCEPTED));
        var counts = "matched=%d marked=%d unchanged=%d gone=%d continuing=%d unreached=%d"
                .formatted(
                        report.matched(),
                        report.marked(),
                        report.unchanged(),
                        report.gone(),
                        report.continuing(),
                        report.unreached());
        log(announced.pushes(), "announced " + counts);
        if (!report.reasons().isEmpty()) {
            LOG.warnf("not everybody was told delivery=%s reasons=%s", report.delivery(), report.reasons());
        }
        return report;
    }

    private static Report confirmed(DeliveryId id, Web.Answer answer) {
        return switch (answer) {
            case Web.Got _ -> {
                LOG.infof("confirmed delivery=%s", id);
                yield Report.nothingPushed(id, "confirmed", List.of("the provider was told to send pushes here"));
            }
            case Web.Failed(var reason) -> {
                LOG.warnf("not confirmed delivery=%s reason=\"%s\"", id, reason);
                throw new Refused(Problem.unconfirmed(reason));
            }
        };
    }

    private static Refused unavailable(Push push, List<String> reasons) {
        var bounded = Report.bounded(reasons.stream());
        LOG.warnf("nobody was told delivery=%s reasons=%s", push.delivery(), bounded);
        return new Refused(Problem.unavailable(String.join("; ", bounded)));
    }

    private static void log(List<Push> pushes, String what) {
        var push = pushes.getFirst();
        var others = pushes.stream().map(Push::repository).distinct().count() - 1;
        var refs = pushes.size() == 1 ? "ref=" + Printable.of(push.ref().value(), MAX_REF) : "refs=" + pushes.size();
        var repository = push.repository() + (others == 0 ? "" : " repositories=" + (others + 1));
        LOG.infof("%s delivery=%s repository=%s %s", what, push.delivery(), repository, refs);
    }
}
