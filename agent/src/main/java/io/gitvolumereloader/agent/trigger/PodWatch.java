package io.gitvolumereloader.agent.trigger;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.gitvolumereloader.agent.sync.Announcement;
import io.gitvolumereloader.agent.sync.Mailbox;
import io.gitvolumereloader.agent.sync.Request;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Watches the agent's own pod, and asks for a sync whenever the value of its {@code push} annotation differs from the
 * last one.
 *
 * <p>It never gives up: where the API server can't be reached or refuses, it says so and tries again, and the safety
 * poll covers what is missed meanwhile.
 */
public final class PodWatch implements AutoCloseable, ResourceEventHandler<Pod> {
    private static final Logger LOG = Logger.getLogger(PodWatch.class);
    private static final int FORBIDDEN = 403;

    private final OwnPod pod;
    private final String key;
    private final Mailbox mailbox;
    private final Consumer<Announcement> announced;
    private @Nullable String handled;
    private @Nullable SharedIndexInformer<Pod> informer;

    /** A watch that has not started yet; {@code announced} hears of each readable push before the mailbox does. */
    public PodWatch(OwnPod pod, PodKeys keys, Mailbox mailbox, Consumer<Announcement> announced) {
        this.pod = pod;
        this.key = keys.push();
        this.mailbox = mailbox;
        this.announced = announced;
    }

    /** Begins, without waiting for the API server. */
    public void start(KubernetesClient client) {
        var watching = client.pods()
                .inNamespace(pod.namespace())
                .withName(pod.name())
                .runnableInformer(0)
                .addEventHandler(this)
                .exceptionHandler((_, thrown) -> keepsTrying(thrown));
        informer = watching;
        watching.start();
        LOG.infof("Watching own pod pod=%s/%s annotation=%s", pod.namespace(), pod.name(), key);
    }

    @Override
    public void onAdd(Pod now) {
        look(now);
    }

    @Override
    public void onUpdate(Pod before, Pod now) {
        look(now);
    }

    @Override
    public void onDelete(Pod last, boolean unknown) {
        LOG.infof("Own pod is gone from the API pod=%s/%s", pod.namespace(), pod.name());
    }

    @Override
    public void close() {
        if (informer != null) {
            informer.close();
        }
    }

    private synchronized void look(Pod now) {
        var annotations = now.getMetadata().getAnnotations();
        var value = annotations == null ? null : annotations.get(key);
        if (value == null || value.equals(handled)) {
            return;
        }
        handled = value;
        switch (PushAnnotation.read(value)) {
            case PushAnnotation.Reading.Announced(var announcement) -> {
                announced.accept(announcement);
                mailbox.put(new Request.Pushed(announcement));
            }
            case PushAnnotation.Reading.Unreadable(var reason) -> {
                LOG.warnf(
                        "The annotation %s of pod %s/%s can't be read: %s. Looking at the remote all the same; see who else writes it",
                        key, pod.namespace(), pod.name(), reason);
                mailbox.put(new Request.Poked());
            }
        }
    }

    private boolean keepsTrying(Throwable thrown) {
        LOG.warnf(
                "Lost sight of own pod pod=%s/%s: %s. Trying again; the safety poll goes on",
                pod.namespace(), pod.name(), cause(thrown));
        return true;
    }

    /** Cause and remedy of a watch that failed. */
    static String cause(Throwable thrown) {
        var root = thrown;
        for (Throwable each = thrown; each != null; each = each.getCause()) {
            if (each instanceof KubernetesClientException refused && refused.getCode() == FORBIDDEN) {
                return "the API server refuses; grant the agent's service account get, list and watch on pods, or set agent.trigger=none";
            }
            root = each;
        }
        return "the API server can't be reached or broke off ("
                + root.getClass().getSimpleName() + ")";
    }
}
