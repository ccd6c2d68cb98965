package io.gitvolumereloader.agent.trigger;

import io.gitvolumereloader.agent.sync.Printable;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads the pod's annotations from the file of a downward API volume, on one virtual thread: whenever something happens
 * in its folder, and every two seconds whatever the system tells.
 *
 * <p>Start and close may be called by any thread, each once.
 */
public final class FileWatch implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(FileWatch.class);
    private static final Duration PERIOD = Duration.ofSeconds(2);
    private static final int LONGEST_KEY = 200;
    private static final int MOST_TOLD = 100;

    private final AnnotationFile file;
    private final PodKeys keys;
    private final PushNews news;
    private final Sight sight;
    private final Duration period;
    private final Set<String> told = new HashSet<>();
    private @Nullable String seen;
    private boolean lost;
    private volatile @Nullable Thread thread;

    /** A watch that has not started yet. */
    public FileWatch(AnnotationFile file, PodKeys keys, PushNews news, Sight sight) {
        this(file, keys, news, sight, PERIOD);
    }

    FileWatch(AnnotationFile file, PodKeys keys, PushNews news, Sight sight, Duration period) {
        this.file = file;
        this.keys = keys;
        this.news = news;
        this.sight = sight;
        this.period = period;
    }

    /** Begins, whether the file is there or not. */
    public void start() {
        sight.begins(Sight.Source.FILE);
        thread = Thread.ofVirtual().name("annotations file").start(this::keepReading);
    }

    /** Ends, without waiting. */
    @Override
    public void close() {
        var running = thread;
        if (running != null) {
            running.interrupt();
        }
    }

    private void keepReading() {
        try (var bell = new FolderBell(file.folder())) {
            while (true) {
                bell.hang(); // Before the look, so that nothing falls between the two.
                lookOnce();
                bell.await(period);
            }
        } catch (InterruptedException _) {
            // That is how it ends.
        }
    }

    private void lookOnce() {
        try {
            look();
        } catch (RuntimeException | LinkageError | OutOfMemoryError | StackOverflowError e) {
            // The agent must not go deaf for it.
            LOG.error("Reading the pod's annotations met a defect in the agent; please report it", e);
            lose("a defect in the agent, which its log describes");
        }
    }

    /** Looks at the file as it is now. */
    void look() {
        switch (file.read()) {
            case AnnotationFile.Reading.Unreadable(var reason) -> lose(reason);
            case AnnotationFile.Reading.Whole(var text) -> {
                var changed = !text.equals(seen);
                if (changed || lost) {
                    sight.sees("the pod's annotations file=" + file.path());
                    lost = false;
                }
                if (changed) {
                    hear(AnnotationLines.read(text));
                    seen = text;
                }
            }
        }
    }

    private void lose(String reason) {
        lost = true;
        sight.lost("the pod's annotations file=" + file.path(), new Failure.Broken(reason));
    }

    /** A push whose line can't be read is still one; {@link PushNews} says so. */
    private void hear(AnnotationLines lines) {
        var broken = lines.broken();
        for (var key : broken.keySet()) {
            if (!key.equals(keys.push()) && told.size() < MOST_TOLD && told.add(key)) {
                LOG.warnf(
                        "A line of %s can't be read and is left out key=%s; it should be key=\"value\" as kubelet writes it",
                        file.path(), Printable.of(key, LONGEST_KEY));
            }
        }
        var push = broken.getOrDefault(keys.push(), lines.values().get(keys.push()));
        news.hear(new PodEvent.Seen("", push == null ? Map.of() : Map.of(keys.push(), push)));
    }
}
