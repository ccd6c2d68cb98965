package io.gitvolumereloader.agent.publish;

import io.gitvolumereloader.agent.sync.Arrivals;
import io.gitvolumereloader.agent.sync.TreeEntry;
import io.gitvolumereloader.agent.sync.TreeEntry.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Contents of files that are written while the first fetch still goes on, under the names of their objects: the publish
 * that follows only has to move them to their places.
 *
 * <p>It does nothing but save time. The store has every content, too, so whatever is large, or comes faster than the
 * disk takes it is simply left out. {@link #take} is safe for many threads.
 */
final class Early implements Arrivals {
    /** The name of its folder in the published one. */
    static final String NAME = ".git-volume-reloader.early";

    private static final int LARGEST = 1 << 16;
    private static final long MOST_BYTES = 1L << 28;
    private static final int BATCH = 64;
    private static final int WAITING_BATCHES = 8;

    private final Possession possession;
    private final int largest;
    private final BlockingQueue<List<Blob>> queue = new ArrayBlockingQueue<>(WAITING_BATCHES);
    private final EarlyLooks looks = new EarlyLooks();
    private List<Blob> batch = new ArrayList<>();
    private long bytes;
    private @Nullable Thread thread;
    private volatile @Nullable Folder folder;

    /** Nothing is made in the folder of {@code possession} before there is enough to write. */
    Early(Possession possession, long largest) {
        this.possession = possession;
        this.largest = (int) Math.min(largest, LARGEST);
    }

    private record Blob(String object, ByteBuffer content) {}

    /**
     * One for a folder that was never published into, and whose revisions are whole; else null, since most of what
     * arrives would be there already, or not be wanted.
     *
     * @param before the one for an earlier fetch, which is closed
     */
    static @Nullable Early forFirstFill(Possession possession, Publishable revisions, @Nullable Early before) {
        if (before != null) {
            before.close();
        }
        return possession.commit() == null && revisions.areWhole() ? new Early(possession, revisions.largest()) : null;
    }

    /** Removes what a sudden death left in {@code top}. */
    static void clear(Folder top) throws IOException {
        top.deleteAll(NAME);
    }

    @Override
    public int largest() {
        return largest;
    }

    @Override
    public void arrived(String object, byte[] content) {
        if (bytes + content.length > MOST_BYTES) {
            return;
        }
        bytes += content.length;
        batch.add(new Blob(object, ByteBuffer.wrap(content)));
        if (batch.size() == BATCH) {
            if (thread == null) {
                thread = Thread.ofPlatform().name("early writer").daemon().start(this::work);
            }
            // Where the disk is slower than the network, the store will give what does not fit in here.
            var _ = queue.offer(batch);
            batch = new ArrayList<>();
        }
    }

    /** Writes what still waits; nothing arrives after this. */
    void complete() {
        end(false);
    }

    /**
     * Moves {@code file} to its place in {@code to}, where nothing is; each content is there once.
     *
     * @return what it looked like when it was written, see {@link Fingerprints#look}, so that the next verification
     *     finds it if somebody touched it since; empty where it is not here
     */
    OptionalLong take(TreeEntry file, Folder to) throws IOException {
        var from = folder;
        if (from == null || file.kind() != Kind.FILE || !looks.has(file.object())) {
            return OptionalLong.empty();
        }
        try {
            from.move(file.object(), to, file.name());
            return OptionalLong.of(looks.of(file.object()));
        } catch (NoSuchFileException _) {
            return OptionalLong.empty();
        }
    }

    @Override
    public void close() {
        end(true);
        var there = folder;
        if (there != null) {
            folder = null;
            there.close();
            if (Thread.currentThread().isInterrupted()) {
                return; // the agent is stopping, and its next first publish clears it
            }
            try (var top = possession.open()) {
                clear(top);
            } catch (IOException _) {
                // The next publish that knows nothing of the folder clears it; readers don't look there.
            }
        }
    }

    private void end(boolean atOnce) {
        var writer = thread;
        if (writer == null) {
            return;
        }
        thread = null;
        if (atOnce) {
            writer.interrupt();
        }
        var interrupted = false;
        while (writer.isAlive()) {
            try {
                // It may have ended by itself, and then nobody makes room.
                var _ = queue.offer(List.of(), 10, TimeUnit.MILLISECONDS);
                writer.join(10);
            } catch (InterruptedException _) {
                interrupted = true;
                writer.interrupt();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** What fails here is left out, and fails again, with words, when the file itself is written. */
    private void work() {
        try (var top = possession.open()) {
            clear(top);
            var made = top.make(NAME, false);
            folder = made;
            // Where two names can mean one file, each file has to be created at its place to find that out.
            if (top.look(NAME.toUpperCase(Locale.ROOT)) == null) {
                for (var blobs = queue.take(); !blobs.isEmpty(); blobs = queue.take()) {
                    write(blobs, made);
                }
            }
        } catch (IOException | RuntimeException | OutOfMemoryError _) {
            // Nothing more is taken; arrived() never waits.
        } catch (InterruptedException _) {
            // Closed.
        } finally {
            queue.clear();
        }
    }

    private void write(List<Blob> blobs, Folder made) throws IOException {
        for (var blob : blobs) {
            try (var out = made.create(blob.object(), false)) {
                while (blob.content().hasRemaining()) {
                    out.write(blob.content());
                }
            }
            if (!looks.add(blob.object(), Fingerprints.look(made.examine(Path.of(blob.object()))))) {
                throw new IOException("these are enough");
            }
        }
    }
}
