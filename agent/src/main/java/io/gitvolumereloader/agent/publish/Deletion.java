package io.gitvolumereloader.agent.publish;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Deletes a file or a folder with all that is below it; links are deleted and never followed. */
final class Deletion {
    private static final int DEEPEST = 100;

    private Deletion() {}

    /** Deletes {@code name} in an open folder; nothing there is fine. */
    static void of(SecureDirectoryStream<Path> folder, Path name, Runnable step) throws IOException {
        try {
            if (isFolder(folder, name)) {
                while (!isCleared(folder, name, step)) {
                    // What was too deep to be reached at once has been moved up.
                }
                step.run();
                folder.deleteDirectory(name);
            } else {
                step.run();
                folder.deleteFile(name);
            }
        } catch (NoSuchFileException _) {
            // Somebody else was faster.
        }
    }

    private static boolean isCleared(SecureDirectoryStream<Path> folder, Path name, Runnable step) throws IOException {
        try (var doomed = folder.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
            return clear(doomed, doomed, 1, step);
        }
    }

    /**
     * Deletes what {@code folder} holds; what is below the deepest level becomes a folder of {@code top}, since each
     * level costs an open file and some stack.
     *
     * @return whether nothing was moved so
     */
    private static boolean clear(
            SecureDirectoryStream<Path> top, SecureDirectoryStream<Path> folder, int level, Runnable step)
            throws IOException {
        var cleared = true;
        try {
            for (var entry : folder) {
                var name = entry.getFileName();
                if (!isFolder(folder, name)) {
                    step.run();
                    folder.deleteFile(name);
                } else if (level == DEEPEST) {
                    step.run();
                    folder.move(name, top, Path.of(UUID.randomUUID().toString()));
                    cleared = false;
                } else {
                    try (var below = folder.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
                        cleared &= clear(top, below, level + 1, step);
                    }
                    step.run();
                    folder.deleteDirectory(name);
                }
            }
            return cleared;
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    /** Deletes {@code path} where the system can't do it relative to an open folder. */
    static void of(Path path, Runnable step) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                step.run();
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                step.run();
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static boolean isFolder(SecureDirectoryStream<Path> folder, Path name) throws IOException {
        return folder.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes()
                .isDirectory();
    }
}
