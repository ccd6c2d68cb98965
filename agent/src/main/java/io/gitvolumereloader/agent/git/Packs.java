package io.gitvolumereloader.agent.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.ObjectId;

/**
 * The packs of a store, one more with each fetch: tells when it is worth the time to make one of them, and does that.
 * Used by one thread at a time.
 */
final class Packs {
    private static final int MANY = 50;
    private static final long MANY_BYTES = 4L << 20;
    private static final int FAR_TOO_MANY = 100;
    private static final long FAR_TOO_MANY_BYTES = 16L << 20;

    private final FileRepository repository;
    private final Path folder;
    private Size size;
    private Size base;
    private boolean changed;

    /** How much there is. */
    private record Size(int packs, long bytes, long largest) {}

    Packs(FileRepository repository, Path folder) throws IOException {
        this.repository = repository;
        this.folder = folder;
        this.size = measure();
        // What the last collection left is not known; it made the largest one.
        this.base = new Size(Math.min(size.packs, 1), size.largest, size.largest);
    }

    /** Takes note that a fetch may have brought one more. */
    void added() throws IOException {
        changed = true;
        if (base.packs == 0) {
            base = measure();
        }
    }

    /** Whether there are so many that a quiet moment should be used. */
    boolean areMany() throws IOException {
        return exceed(MANY, MANY_BYTES);
    }

    /** Whether there are so many that it can't wait for a quiet moment. */
    boolean areFarTooMany() throws IOException {
        return exceed(FAR_TOO_MANY, FAR_TOO_MANY_BYTES);
    }

    /** Makes one of all, of what these objects lead to; ends early, with all as it was, when {@code wanted}. */
    void collect(Set<ObjectId> keep, BooleanSupplier wanted) throws IOException {
        changed = true;
        if (!keep.isEmpty() && new Collection(repository, folder, wanted).run(keep)) {
            base = measure();
        }
    }

    private boolean exceed(int packs, long bytes) throws IOException {
        if (changed) {
            size = measure();
            changed = false;
        }
        return size.packs > base.packs - 1 + packs || size.bytes > 2 * base.bytes + bytes;
    }

    private Size measure() throws IOException {
        var packs = 0;
        var bytes = 0L;
        var largest = 0L;
        try (var files = Files.newDirectoryStream(folder, "*.pack")) {
            for (var file : files) {
                var length = Files.size(file);
                packs++;
                bytes += length;
                largest = Math.max(largest, length);
            }
        }
        return new Size(packs, bytes, largest);
    }
}
