package io.gitvolumereloader.local.bench;

import io.gitvolumereloader.local.process.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A temporary folder that goes with all that is in it.
 *
 * @param folder its path
 */
record Scratch(Path folder) implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(50);

    /** Makes one in {@code parent}. */
    static Scratch in(Path parent) {
        try {
            return new Scratch(Files.createTempDirectory(parent, "git-volume-reloader-bench-"));
        } catch (IOException e) {
            throw new UncheckedIOException("Can't make a temporary folder in " + parent + "; is it writable?", e);
        }
    }

    /** A new folder in it. */
    Path make(String name) {
        try {
            return Files.createDirectories(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException("Can't make " + folder.resolve(name), e);
        }
    }

    @Override
    public void close() {
        remove(folder);
    }

    /** Removes a folder with all that is in it; does nothing where there is none. */
    static void remove(Path folder) {
        Eventually.until(
                LIMIT, PAUSE, () -> isRemoved(folder), () -> "Can't remove " + folder + "; please remove it by hand");
    }

    private static boolean isRemoved(Path folder) {
        try {
            Files.walkFileTree(folder, new Removal());
        } catch (IOException _) {
            return Files.notExists(folder); // somebody who is just about to end has written, or removes it as well
        }
        return true;
    }

    private static final class Removal extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException trouble) throws IOException {
            Files.deleteIfExists(folder);
            return FileVisitResult.CONTINUE;
        }
    }
}
