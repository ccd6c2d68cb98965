package io.gitvolumereloader.agent.publish;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The thread that writes {@link Early} files, from a queue that nobody waits for. Used by one thread; once that has
 * ended it, what was written can be looked up by any.
 */
final class EarlyWriter {
    private static final int WAITING_BATCHES = 8;
    private static final int PATIENCE_MILLIS = 10;
    private static final String COMPOSED = "probe-\u00e9";
    private static final String DECOMPOSED = "probe-e\u0301";

    private final Possession possession;
    private final Publishable revisions;
    private final BlockingQueue<List<Blob>> queue = new ArrayBlockingQueue<>(WAITING_BATCHES);
    private final EarlyLooks looks = new EarlyLooks();
    private @Nullable Thread thread;
    private volatile boolean madeFolder;
    private volatile boolean failed;

    /** One that has not begun. */
    EarlyWriter(Possession possession, Publishable revisions) {
        this.possession = possession;
        this.revisions = revisions;
    }

    /** A content that arrived, and its name. */
    record Blob(String object, ByteBuffer content) {}

    /** Writes {@code blobs} soon; not at all where the disk is that far behind. */
    void offer(List<Blob> blobs) {
        if (thread == null) {
            try {
                thread = Thread.ofPlatform().name("early writer").daemon().start(this::work);
            } catch (OutOfMemoryError _) {
                failed = true; // the system gives no thread
            }
        }
        if (!failed) {
            var _ = queue.offer(blobs);
        }
    }

    /** Whether it has begun and was not ended. */
    boolean isAtWork() {
        return thread != null;
    }

    /** Whether it gave up: then nothing of what it wrote is to be used. */
    boolean hasFailed() {
        return failed;
    }

    /** Whether there is, or was, a folder to clear. */
    boolean hasMadeFolder() {
        return madeFolder;
    }

    /** What the written files look like. */
    EarlyLooks looks() {
        return looks;
    }

    /** Waits until it has ended: soon if {@code atOnce}, else with all that it was offered. */
    void end(boolean atOnce) {
        var running = thread;
        if (running == null) {
            return;
        }
        thread = null;
        if (atOnce) {
            running.interrupt();
        }
        var interrupted = false;
        while (running.isAlive()) {
            try {
                // It may have ended by itself, and then nobody makes room.
                var _ = queue.offer(List.of(), PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
                running.join(PATIENCE_MILLIS);
            } catch (InterruptedException _) {
                interrupted = true;
                running.interrupt();
            }
        }
        queue.clear();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** What fails here is left out, and fails again, with words, when the file itself is written. */
    private void work() {
        try (var top = possession.open(revisions::isAlive)) {
            Early.clear(top);
            madeFolder = true;
            try (var folder = top.make(Early.NAME, false)) {
                failed = takesTwoNamesForOne(top, folder);
                while (!failed) {
                    var blobs = queue.take();
                    if (blobs.isEmpty()) {
                        return;
                    }
                    write(blobs, folder);
                }
            }
        } catch (InterruptedException | IOException | RuntimeException | OutOfMemoryError _) {
            failed = true;
        } finally {
            queue.clear();
        }
    }

    /**
     * Then each file has to be created at its place, since a file that is moved there would silently replace another.
     */
    private static boolean takesTwoNamesForOne(Folder top, Folder folder) throws IOException {
        if (top.look(Early.NAME.toUpperCase(Locale.ROOT)) != null) {
            return true;
        }
        try {
            folder.create(COMPOSED, false).close();
            var isOne = folder.look(DECOMPOSED) != null;
            folder.delete(COMPOSED);
            return isOne;
        } catch (InvalidPathException _) {
            return false; // in this locale no name beyond ASCII can be written at all
        }
    }

    private void write(List<Blob> blobs, Folder folder) throws IOException {
        for (var blob : blobs) {
            if (looks.isFull()) {
                return;
            }
            try (var out = folder.create(blob.object(), false)) {
                while (blob.content().hasRemaining()) {
                    out.write(blob.content());
                }
            }
            looks.add(blob.object(), Fingerprints.look(folder.examine(Path.of(blob.object()))));
        }
    }
}
