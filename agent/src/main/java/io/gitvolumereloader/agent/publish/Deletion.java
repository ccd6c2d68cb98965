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
import org.jspecify.annotations.Nullable;

/** Deletes a file or a folder with all that is below it; links are deleted and never followed. */
final class Deletion {
    private Deletion() {}

    /** Deletes {@code name} in an open folder; nothing there is fine. */
    static void of(SecureDirectoryStream<Path> folder, Path name, Runnable step) throws IOException {
        try {
            if (isFolder(folder, name)) {
                try (var below = folder.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
                    for (var entry : below) {
                        of(below, entry.getFileName(), step);
                    }
                } catch (DirectoryIteratorException e) {
                    throw e.getCause();
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
