package io.gitvolumereloader.agent.publish;

import io.gitvolumereloader.agent.sync.Arrivals;
import io.gitvolumereloader.agent.sync.TreeEntry;
import io.gitvolumereloader.agent.sync.TreeEntry.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Contents of files that are written while the first fetch still goes on, under the names of their objects: the publish
 * that follows only has to move them to their places.
 *
 * <p>It does nothing but save time. The store has every content, too, so whatever is large, comes faster than the disk
 * takes it, fails, or was touched by somebody meanwhile is simply left out. Used by one thread; {@link #take} by many.
 */
final class Early implements Arrivals {
    /** The name of its folder in the published one. */
    static final String NAME = ".git-volume-reloader.early";

    private static final int LARGEST = 1 << 16;
    private static final long MOST_BYTES = 1L << 28;
    private static final int BATCH = 64;
    private static final int BATCH_BYTES = 1 << 18;

    private final Possession possession;
    private final EarlyWriter writer;
    private final int largest;
    private final Closing whenClosed;
    private List<EarlyWriter.Blob> batch = new ArrayList<>();
    private int batchBytes;
    private long bytes;
    private @Nullable Folder folder;

    /** Nothing is made in the folder of {@code possession} before there is enough to write. */
    Early(Possession possession, Publishable revisions, Closing whenClosed) {
        this.possession = possession;
        this.writer = new EarlyWriter(possession, revisions);
        this.largest = (int) Math.min(revisions.largest(), LARGEST);
        this.whenClosed = whenClosed;
    }

    /** Told when it is closed, and whether anything was written. */
    @FunctionalInterface
    interface Closing {
        void closed(boolean used);
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
        if (bytes + content.length > MOST_BYTES || writer.hasFailed()) {
            return;
        }
        bytes += content.length;
        batchBytes += content.length;
        batch.add(new EarlyWriter.Blob(object, ByteBuffer.wrap(content)));
        if (batch.size() == BATCH || batchBytes >= BATCH_BYTES) {
            writer.offer(batch);
            batch = new ArrayList<>();
            batchBytes = 0;
        }
    }

    /**
     * Waits until what arrived is written; nothing arrives after this.
     *
     * @param top the published folder
     */
    void complete(Folder top) throws IOException {
        if (writer.isAtWork()) {
            writer.offer(batch);
        }
        batch = new ArrayList<>();
        writer.end(false);
        if (writer.hasFailed() || !writer.hasMadeFolder()) {
            clear(top);
        } else {
            folder = top.find(NAME);
        }
    }

    /**
     * Moves {@code file} to its place in {@code to}, where nothing is; each content is there once.
     *
     * @return what it looks like, see {@link Fingerprints#look}; empty where it is not here, or not as it was written
     */
    OptionalLong take(TreeEntry file, Folder to) throws IOException {
        var from = folder;
        if (from == null || file.kind() != Kind.FILE || !writer.looks().has(file.object())) {
            return OptionalLong.empty();
        }
        try {
            from.move(file.object(), to, file.name());
        } catch (FileSystemException _) {
            return OptionalLong.empty();
        }
        var look = Fingerprints.look(to.examine(Path.of(file.name())));
        if (look == writer.looks().of(file.object())) {
            return OptionalLong.of(look);
        }
        to.deleteAll(file.name());
        return OptionalLong.empty();
    }

    @Override
    public void close() {
        batch = new ArrayList<>();
        writer.end(true);
        var there = folder;
        folder = null;
        if (there != null) {
            there.close();
        }
        whenClosed.closed(writer.hasMadeFolder());
        // A stopping agent leaves it to the next start to clear what may be many files.
        if (writer.hasMadeFolder() && !Thread.currentThread().isInterrupted()) {
            try (var top = possession.open()) {
                clear(top);
            } catch (IOException _) {
                // The next publish clears it before it writes anything.
            }
        }
    }
}
