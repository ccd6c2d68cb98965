package io.gitvolumereloader.agent.trigger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * How well the agent sees its own pod: shown in the status, and logged when it changes. Any thread may ask; one tells.
 *
 * <p>Ages are measured by the clock of {@link System#nanoTime}; the time of day is for people only.
 */
public final class Sight {
    private static final Logger LOG = Logger.getLogger(Sight.class);

    private final Clock clock;
    private final LongSupplier nanoTime;
    private final Set<String> told = new HashSet<>();
    private @Nullable Source source;
    private @Nullable Instant connectedSince;
    private @Nullable Instant lastEvent;
    private long lastEventNanos;
    private long lostNanos;
    private long reconnects;
    private @Nullable String lastReason;
    private @Nullable Instant lastReasonAt;

    /** Nobody looks yet. */
    public Sight(Clock clock, LongSupplier nanoTime) {
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    /** Where the annotations are read. */
    public enum Source {
        /** A watch on the pod. */
        API,
        /** A file of a downward API volume. */
        FILE
    }

    /**
     * What is known at one moment. Immutable.
     *
     * @param source where the annotations are read
     * @param connectedSince since when the agent sees the pod without interruption; null where it does not
     * @param lastEvent when the newest event or bookmark came, or the file was last seen to change; null where none has
     *     come yet
     * @param sinceLastEvent how long ago that is; null where none has come yet
     * @param reconnects how often the pod was lost from sight and seen again
     * @param lastReason why it was lost, or could not be seen, the last time; null where it never was
     * @param lastReasonAt when that was
     */
    public record State(
            Source source,
            @Nullable Instant connectedSince,
            @Nullable Instant lastEvent,
            @Nullable Duration sinceLastEvent,
            long reconnects,
            @Nullable String lastReason,
            @Nullable Instant lastReasonAt) {}

    /** The state at this moment; null where nobody watches. */
    public synchronized @Nullable State state() {
        var age = lastEvent == null ? null : Duration.ofNanos(nanoTime.getAsLong() - lastEventNanos);
        return source == null
                ? null
                : new State(source, connectedSince, lastEvent, age, reconnects, lastReason, lastReasonAt);
    }

    /** Somebody begins to look. */
    synchronized void begins(Source where) {
        source = where;
        lostNanos = nanoTime.getAsLong();
    }

    /** An event or a bookmark came. */
    void sees(OwnPod pod) {
        sees(words(pod));
    }

    /** Something new came from {@code what}. */
    synchronized void sees(String what) {
        lastEvent = clock.instant();
        lastEventNanos = nanoTime.getAsLong();
        if (connectedSince != null) {
            return;
        }
        connectedSince = lastEvent;
        told.clear();
        if (lastReason == null) {
            LOG.infof("Watching %s", what);
        } else {
            reconnects++;
            LOG.infof(
                    "Watching again %s after=%dms reconnects=%d",
                    what, Duration.ofNanos(lastEventNanos - lostNanos).toMillis(), reconnects);
        }
    }

    /** The pod is out of sight; each kind of reason is logged once until it is seen again. */
    void lost(OwnPod pod, Failure why) {
        lost(words(pod), why);
    }

    /** {@code what} is out of sight; each kind of reason is logged once until it is seen again. */
    synchronized void lost(String what, Failure why) {
        if (connectedSince != null) {
            lostNanos = nanoTime.getAsLong();
        }
        connectedSince = null;
        lastReason = why.reason();
        lastReasonAt = clock.instant();
        if (told.add(why.kind())) {
            LOG.warnf("Lost sight of %s: %s. Trying again; the safety poll goes on", what, why.reason());
        }
    }

    private static String words(OwnPod pod) {
        return "own pod pod=" + pod.namespace() + "/" + pod.name();
    }
}
