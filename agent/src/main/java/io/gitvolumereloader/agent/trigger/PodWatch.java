package io.gitvolumereloader.agent.trigger;

import io.fabric8.kubernetes.client.Client;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a watch on the agent's own pod alive, on one virtual thread: whatever ends it, the next one begins after a
 * random wait, for ever. What is missed meanwhile the next one tells, since each begins with the pod as it is.
 *
 * <p>Start and close may be called by any thread, each once.
 */
public final class PodWatch implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(PodWatch.class);

    private final OwnPod pod;
    private final PushNews news;
    private final Sight sight;
    private final WatchSettings settings;
    private final Backoff backoff;
    private int failures;
    private volatile @Nullable Thread thread;

    /** A watch that has not started yet. */
    public PodWatch(OwnPod pod, PushNews news, Sight sight, WatchSettings settings, RandomGenerator random) {
        this.pod = pod;
        this.news = news;
        this.sight = sight;
        this.settings = settings;
        this.backoff = new Backoff(settings.spread(), WatchSettings.LONGEST_PAUSE, random);
    }

    /** Begins, without waiting for the API server. The caller closes {@code client}, after this. */
    public void start(Client client) {
        sight.begins(Sight.Source.API);
        var api = new ApiWatch(PodApi.of(client, pod), settings);
        thread = Thread.ofVirtual().name("pod watch").start(() -> keepWatching(api));
    }

    /** Ends, without waiting for the API server. */
    @Override
    public void close() {
        var running = thread;
        if (running != null) {
            running.interrupt();
        }
    }

    private void keepWatching(ApiWatch api) {
        try {
            while (true) {
                var end = watchOnce(api);
                if (Thread.currentThread().isInterrupted()) {
                    return; // What breaks when its client is closed is no loss.
                }
                if (end instanceof WatchEnd.Lost(var why)) {
                    sight.lost(pod, why);
                    Thread.sleep(backoff.pause(++failures, why.retryAfter()));
                }
            }
        } catch (InterruptedException _) {
            // That is how it ends.
        }
    }

    private WatchEnd watchOnce(ApiWatch api) throws InterruptedException {
        try {
            return api.run(backoff.spread(settings.shortest()), this::hear);
        } catch (IllegalArgumentException e) {
            return new WatchEnd.Lost(Failure.Broken.unreachable(e));
        } catch (RuntimeException | LinkageError | OutOfMemoryError | StackOverflowError e) {
            // The agent must not go deaf for it.
            LOG.error("Watching the own pod met a defect in the agent; please report it", e);
            return new WatchEnd.Lost(new Failure.Broken("a defect in the agent, which its log describes"));
        }
    }

    private void hear(PodEvent event) {
        failures = 0;
        sight.sees(pod);
        news.hear(event);
    }
}
