package io.gitvolumereloader.agent.publish;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The published folder during one publish: puts and removes files below it without ever passing through a symbolic
 * link. Used by one thread.
 */
final class Tree {
    private final Path root;
    private final Set<Path> folders = new HashSet<>();

    Tree(Path root) {
        this.root = root;
        folders.add(root);
    }

    /** Moves {@code staged} to {@code path} in one step; whatever else is in the way is removed before. */
    void put(Path staged, String path) throws IOException {
        var target = root.resolve(path);
        makeFolder(parent(target));
        if (Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
            deleteAll(target);
        }
        Files.move(staged, target, StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * Removes what is at {@code target}, and the folders that thereby become empty; a folder that was put something
     * into stays.
     */
    void remove(Path target) throws IOException {
        if (folders.contains(target) || !leadsThroughFolders(parent(target))) {
            return;
        }
        if (Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
            deleteAll(target);
        } else {
            Files.deleteIfExists(target);
        }
        removeIfEmpty(parent(target));
    }

    /** Deletes {@code path} with all that is below it; links are deleted and not followed. Nothing there is fine. */
    static void deleteAll(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private void makeFolder(Path folder) throws IOException {
        if (folders.contains(folder)) {
            return;
        }
        makeFolder(parent(folder));
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            Files.deleteIfExists(folder);
            Files.createDirectory(folder);
        }
        folders.add(folder);
    }

    private boolean leadsThroughFolders(Path folder) {
        return folder.equals(root)
                || (leadsThroughFolders(parent(folder)) && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS));
    }

    private void removeIfEmpty(Path folder) throws IOException {
        try {
            for (var each = folder; !each.equals(root); each = parent(each)) {
                Files.delete(each);
                folders.remove(each);
            }
        } catch (DirectoryNotEmptyException | NoSuchFileException _) {
            // Others still need it.
        }
    }

    /** The folder that holds {@code path}, which lies below the root. */
    private static Path parent(Path path) {
        var parent = path.getParent();
        if (parent == null) {
            throw new IllegalArgumentException(path + " lies in no folder");
        }
        return parent;
    }
}
