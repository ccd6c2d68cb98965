package io.gitvolumereloader.agent.trigger;

import io.gitvolumereloader.agent.sync.Announcement;
import io.gitvolumereloader.agent.sync.Mailbox;
import io.gitvolumereloader.agent.sync.Request;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a sync whenever the value of the pod's {@code push} annotation differs from the last one. Used by one
 * thread.
 *
 * <p>Values are compared and never ordered: an older one, as a lagging API server or a pod that was created anew may
 * show it, leads to some looks at the remote and does no harm.
 */
public final class PushNews {
    private static final Logger LOG = Logger.getLogger(PushNews.class);

    private final String whose;
    private final String key;
    private final Mailbox mailbox;
    private final Consumer<Announcement> announced;
    private @Nullable String handled;
    private String uid = "";

    /** {@code announced} hears of each readable push before the mailbox does. */
    public PushNews(OwnPod pod, PodKeys keys, Mailbox mailbox, Consumer<Announcement> announced) {
        this("pod " + pod.namespace() + "/" + pod.name(), keys, mailbox, announced);
    }

    /** {@code whose} says in messages where the annotation was read. */
    public PushNews(String whose, PodKeys keys, Mailbox mailbox, Consumer<Announcement> announced) {
        this.whose = whose;
        this.key = keys.push();
        this.mailbox = mailbox;
        this.announced = announced;
    }

    /** Looks at the pod as it is now. */
    void hear(PodEvent event) {
        switch (event) {
            case PodEvent.Seen seen -> look(seen);
            case PodEvent.Gone() -> LOG.infof("Gone from the API: own %s", whose);
            case PodEvent.Alive _, PodEvent.Failed _, PodEvent.Unreadable _ -> {}
        }
    }

    private void look(PodEvent.Seen now) {
        if (!now.uid().equals(uid)) {
            // Another pod of the same name: what was handled for the one before says nothing about this one.
            uid = now.uid();
            handled = null;
        }
        var value = now.annotations().get(key);
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
                        "The annotation %s of %s can't be read: %s. Looking at the remote all the same; see who else writes it",
                        key, whose, reason);
                mailbox.put(new Request.Poked());
            }
        }
    }
}
