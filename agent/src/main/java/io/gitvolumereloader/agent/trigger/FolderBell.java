package io.gitvolumereloader.agent.trigger;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Rings when something happens in a folder, as far as the system tells. It may stay silent, so nobody relies on it
 * alone. Used by one thread.
 */
final class FolderBell implements Closeable {
    private static final Logger LOG = Logger.getLogger(FolderBell.class);

    private final Path folder;
    private @Nullable WatchService service;
    private @Nullable WatchKey key;
    private @Nullable Object hungIn;
    private boolean told;

    FolderBell(Path folder) {
        this.folder = folder;
    }

    /** Hangs it where the folder is now, unless it hangs there; what changes afterwards rings. */
    void hang() {
        try {
            var now = Files.readAttributes(folder, BasicFileAttributes.class).fileKey();
            if (key != null && key.isValid() && Objects.equals(now, hungIn)) {
                return;
            }
            close();
            service = folder.getFileSystem().newWatchService();
            key = folder.register(
                    service,
                    StandardWatchEventKinds.ENTRY_CREATE,
                    StandardWatchEventKinds.ENTRY_MODIFY,
                    StandardWatchEventKinds.ENTRY_DELETE);
            hungIn = now;
            told = false;
        } catch (IOException | UnsupportedOperationException e) {
            close();
            if (!told && Files.isDirectory(folder)) {
                told = true;
                LOG.warnf(
                        "The system does not tell of changes in %s (%s); reading it now and then. "
                                + "Raise fs.inotify.max_user_instances and max_user_watches of the node",
                        folder, Failure.Broken.text(e));
            }
        }
    }

    /** Waits until it rings, for {@code longest} at most. Whatever happened until then has rung. */
    void await(Duration longest) throws InterruptedException {
        if (service == null) {
            Thread.sleep(longest);
            return;
        }
        try {
            var rung = service.poll(longest.toNanos(), TimeUnit.NANOSECONDS);
            while (rung != null) {
                rung.pollEvents(); // Which they are does not matter, nor whether some were lost.
                rung.reset();
                rung = service.poll();
            }
        } catch (ClosedWatchServiceException _) {
            close();
        }
    }

    /** Takes it down; it can be hung again. */
    @Override
    public void close() {
        try {
            if (service != null) {
                service.close();
            }
        } catch (IOException e) {
            LOG.debugf(e, "Closing a watch failed folder=%s", folder);
        }
        service = null;
        key = null;
    }
}
