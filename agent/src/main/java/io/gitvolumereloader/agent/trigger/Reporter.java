package io.gitvolumereloader.agent.trigger;

import io.fabric8.kubernetes.client.Client;
import io.gitvolumereloader.agent.sync.Report;
import io.gitvolumereloader.agent.sync.Status;
import io.gitvolumereloader.agent.sync.SyncResult;
import io.gitvolumereloader.agent.sync.Tip;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Tells on the agent's own pod what the volume shows, on one virtual thread: at most once an interval, the newest only,
 * and again and again until it is written. Nobody waits for it, and nothing depends on it.
 *
 * <p>Until it is started it forgets what it hears. Start and close may be called by any thread, each once.
 */
public final class Reporter implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Reporter.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final String key;
    private final Duration interval;
    private final Duration patience;
    private final Backoff backoff;
    private final Set<String> told = new HashSet<>();
    private int failures;
    private @Nullable String newest;
    private @Nullable Thread thread;

    /** At most one report a second. */
    public Reporter(PodKeys keys, RandomGenerator random) {
        this(keys, INTERVAL, PATIENCE, random);
    }

    Reporter(PodKeys keys, Duration interval, Duration patience, RandomGenerator random) {
        this.key = keys.published();
        this.interval = interval;
        this.patience = patience;
        this.backoff = new Backoff(interval, LONGEST_PAUSE, random);
    }

    /** Begins, without waiting for the API server. The caller closes {@code client}, after this. */
    public synchronized void start(Client client, OwnPod pod) {
        var patch = new PodPatch(PodApi.of(client, pod), key, patience);
        thread = Thread.ofVirtual().name("report").start(() -> keepReporting(patch, pod));
    }

    /** Takes note of a finished sync, and of the status that it led to; any thread may tell. */
    public void synced(Report report, Status status) {
        switch (report.result()) {
            case SyncResult.Updated(var tip, var _, var _, var _) -> shows(tip, status);
            case SyncResult.Unchanged(var tip) -> shows(tip, status);
            case SyncResult.Failed _ -> {}
        }
    }

    /** Ends, without waiting for the API server. */
    @Override
    public synchronized void close() {
        if (thread != null) {
            thread.interrupt();
        }
    }

    private synchronized void shows(Tip tip, Status status) {
        var shown = status.published();
        if (thread != null && shown != null) {
            newest = Showing.of(tip, shown.at(), status).value();
            notifyAll();
        }
    }

    private void keepReporting(PodPatch patch, OwnPod pod) {
        String written = null;
        try {
            while (true) {
                awaitOtherThan(written);
                // The pods that a push was announced to have it at the same moment.
                Thread.sleep(backoff.pause(1, Duration.ZERO));
                var value = awaitOtherThan(written);
                var failure = write(patch, value);
                if (failure.isEmpty()) {
                    written = value;
                    succeeded(pod);
                    Thread.sleep(interval);
                } else {
                    failed(pod, failure.get());
                    Thread.sleep(backoff.pause(++failures, failure.get().retryAfter()));
                }
            }
        } catch (InterruptedException _) {
            // That is how it ends.
        }
    }

    private static Optional<Failure> write(PodPatch patch, String value) throws InterruptedException {
        try {
            return patch.write(value);
        } catch (IllegalArgumentException e) {
            return Optional.of(Failure.Broken.unreachable(e));
        } catch (RuntimeException | LinkageError | OutOfMemoryError | StackOverflowError e) {
            LOG.error("Reporting on the own pod met a defect in the agent; please report it", e);
            return Optional.of(new Failure.Broken("a defect in the agent, which its log describes"));
        }
    }

    private synchronized String awaitOtherThan(@Nullable String written) throws InterruptedException {
        while (newest == null || newest.equals(written)) {
            wait();
        }
        return newest;
    }

    private void succeeded(OwnPod pod) {
        if (failures > 0) {
            LOG.infof("Reporting on own pod again pod=%s/%s", pod.namespace(), pod.name());
        }
        failures = 0;
        told.clear();
    }

    private void failed(OwnPod pod, Failure why) {
        if (told.add(why.kind())) {
            LOG.warnf(
                    "Could not report on own pod pod=%s/%s: %s. Trying again; syncs go on",
                    pod.namespace(), pod.name(), why.reason());
        }
    }
}
