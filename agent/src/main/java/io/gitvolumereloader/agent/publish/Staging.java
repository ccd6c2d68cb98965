package io.gitvolumereloader.agent.publish;

import io.gitvolumereloader.agent.sync.Revisions;
import io.gitvolumereloader.agent.sync.Revisions.UnpublishableException;
import io.gitvolumereloader.agent.sync.TreeEntry;
import io.gitvolumereloader.agent.sync.TreeEntry.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds new content under temporary names until all of it is there, on the published folder's own file system so that
 * each file can be moved into its place in one step.
 */
final class Staging implements AutoCloseable {
    /** The staging folder's name in the published folder; it is there only while a publish is under way. */
    static final String NAME = ".git-volume-reloader.staging";

    private final Path folder;
    private final Revisions revisions;

    /** Starts empty, whatever an earlier one left. */
    Staging(Path published, Revisions revisions) throws IOException {
        this.folder = published.resolve(NAME);
        this.revisions = revisions;
        Tree.deleteAll(folder);
        Files.createDirectory(folder);
    }

    /** Writes the content of {@code files}; the staged ones in the same order. */
    List<Path> stage(List<TreeEntry> files) throws IOException {
        var staged = new ArrayList<Path>(files.size());
        for (var file : files) {
            var path = folder.resolve(Integer.toString(staged.size()));
            if (file.kind() == Kind.SYMLINK) {
                link(path, file);
            } else {
                write(path, file);
            }
            staged.add(path);
        }
        return staged;
    }

    @Override
    public void close() throws IOException {
        Tree.deleteAll(folder);
    }

    private void write(Path path, TreeEntry file) throws IOException {
        try (var out = Files.newOutputStream(path)) {
            revisions.copy(file, out);
        }
        if (file.kind() == Kind.EXECUTABLE) {
            makeExecutable(path);
        }
    }

    private void link(Path path, TreeEntry file) throws IOException {
        var target = new ByteArrayOutputStream();
        revisions.copy(file, target);
        try {
            Files.createSymbolicLink(path, Path.of(target.toString(StandardCharsets.UTF_8)));
        } catch (InvalidPathException e) {
            throw new UnpublishableException(
                    "the symbolic link '" + file.path() + "' has a target that is no path: " + e.getReason());
        }
    }

    /** Whoever may read it may run it, as the umask has decided. */
    private static void makeExecutable(Path path) throws IOException {
        var permissions = Files.getPosixFilePermissions(path);
        permissions.add(PosixFilePermission.OWNER_EXECUTE);
        if (permissions.contains(PosixFilePermission.GROUP_READ)) {
            permissions.add(PosixFilePermission.GROUP_EXECUTE);
        }
        if (permissions.contains(PosixFilePermission.OTHERS_READ)) {
            permissions.add(PosixFilePermission.OTHERS_EXECUTE);
        }
        Files.setPosixFilePermissions(path, permissions);
    }
}
