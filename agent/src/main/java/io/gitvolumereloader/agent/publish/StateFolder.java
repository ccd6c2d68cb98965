package io.gitvolumereloader.agent.publish;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** The state folder, locked so that no second agent uses it. Used by one thread. */
final class StateFolder implements AutoCloseable {
    private static final String LOCK = "lock";

    private final Path configured;
    private @Nullable FileChannel lock;

    StateFolder(Path configured) {
        this.configured = configured.toAbsolutePath().normalize();
    }

    /** Its path, every link in it followed. */
    Path path() throws IOException {
        return real(configured);
    }

    /** An absolute {@code path} with every link in the part of it followed that exists. */
    static Path real(Path path) throws IOException {
        var parent = path.getParent();
        return Files.exists(path) || parent == null
                ? path.toRealPath()
                : real(parent).resolve(path.getFileName());
    }

    /** Whether it is locked by us and has not been removed under our feet. */
    private boolean isHeld() {
        return lock != null && Files.exists(configured.resolve(LOCK));
    }

    /**
     * Makes it if it is missing, and locks it unless that is done.
     *
     * @return false where another agent holds it
     */
    boolean lock() throws IOException {
        if (isHeld()) {
            return true;
        }
        close();
        Files.createDirectories(configured);
        var file = FileChannel.open(
                configured.resolve(LOCK),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS);
        var held = false;
        try {
            held = file.tryLock() != null;
        } catch (OverlappingFileLockException _) {
            // Held within this process; to the caller that is no different.
        } finally {
            if (!held) {
                file.close();
            }
        }
        lock = held ? file : null;
        return held;
    }

    @Override
    public void close() throws IOException {
        if (lock != null) {
            lock.close();
            lock = null;
        }
    }
}
