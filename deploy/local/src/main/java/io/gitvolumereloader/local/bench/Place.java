package io.gitvolumereloader.local.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file system to publish to.
 *
 * @param kind which one, for people
 * @param parent a folder on it in which temporary folders may be made
 */
record Place(Kind kind, Path parent) {
    /** Five trees, three of them with a repository, and something to spare. */
    private static final long BYTES_A_FILE = 64 * 1024;

    private static final Path SHARED_MEMORY = Path.of("/dev/shm");

    /** What it is made of. */
    enum Kind {
        /** Memory. */
        TMPFS,
        /** Whatever the system keeps temporary files on. */
        DISK;

        /** The name in tables. */
        String title() {
            return switch (this) {
                case TMPFS -> "tmpfs";
                case DISK -> "disk";
            };
        }
    }

    /** The place of a kind; empty where this machine has none. */
    static Optional<Place> of(Kind kind) {
        return switch (kind) {
            case TMPFS ->
                Optional.of(new Place(kind, SHARED_MEMORY))
                        .filter(place -> Files.isWritable(place.parent()) && place.isMemory());
            case DISK -> Optional.of(new Place(kind, Path.of(System.getProperty("java.io.tmpdir"))));
        };
    }

    /** Whether what is written here only gets into memory. */
    boolean isMemory() {
        return type().equals("tmpfs");
    }

    /** Whether there is room for all subjects at work on so many files. */
    boolean hasRoomFor(int files) {
        try {
            return Files.getFileStore(parent).getUsableSpace() >= files * BYTES_A_FILE;
        } catch (IOException e) {
            throw new UncheckedIOException("Can't tell how much room there is on " + parent, e);
        }
    }

    /** The name of the file system's type. */
    String type() {
        try {
            return Files.getFileStore(parent).type();
        } catch (IOException e) {
            throw new UncheckedIOException("Can't tell which file system " + parent + " is on", e);
        }
    }
}
