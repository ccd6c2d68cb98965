package io.gitvolumereloader.receiver;

import io.gitvolumereloader.receiver.kubernetes.Fabric8Pods;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;

/** Lets a receiver that is told to end mark the pods that it has promised to mark. */
@ApplicationScoped
public class Farewell {
    private static final Logger LOG = Logger.getLogger(Farewell.class);

    private final Fabric8Pods pods;
    private final ReceiverConfig config;

    Farewell(Fabric8Pods pods, ReceiverConfig config) {
        this.pods = pods;
        this.config = config;
    }

    /** Comes after the requests that were under way; blocks for as long as the settings allow. */
    void drain(@Observes ShutdownEvent event) {
        var waiting = pods.waiting();
        if (waiting == 0) {
            return;
        }
        LOG.infof("ending; first the pods that wait are marked waiting=%d", waiting);
        var left = pods.drain(config.fanOut().drain());
        if (left == 0) {
            LOG.info("ending; nothing is left to mark");
        } else {
            LOG.warnf(
                    "ending; receiver.fan-out.drain=%s was too short, and the safety polls will find the push unreached=%d",
                    Settings.spelled(config.fanOut().drain()), left);
        }
    }
}
