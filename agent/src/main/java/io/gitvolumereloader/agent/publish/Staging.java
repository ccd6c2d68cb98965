package io.gitvolumereloader.agent.publish;

import io.gitvolumereloader.agent.sync.Revisions;
import io.gitvolumereloader.agent.sync.Revisions.UnpublishableException;
import io.gitvolumereloader.agent.sync.TreeEntry;
import io.gitvolumereloader.agent.sync.TreeEntry.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
    private final Revisions.Blobs blobs;
    private final Runnable progress;

    /** Starts empty, whatever an earlier one left. */
    Staging(Path published, Revisions revisions, Runnable progress) throws IOException {
        this.folder = published.resolve(NAME);
        this.blobs = revisions.blobs();
        this.progress = progress;
        clear(published);
        Files.createDirectory(folder);
    }

    /** Removes what an earlier one left in {@code published}. */
    static void clear(Path published) throws IOException {
        Tree.deleteAll(published.resolve(NAME));
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
            progress.run();
        }
        return staged;
    }

    @Override
    public void close() throws IOException {
        blobs.close();
        Tree.deleteAll(folder);
    }

    private void write(Path path, TreeEntry file) throws IOException {
        try (var out = Files.newOutputStream(path)) {
            blobs.copy(file, out);
        }
        if (file.kind() == Kind.EXECUTABLE) {
            makeExecutable(path);
        }
    }

    private void link(Path path, TreeEntry file) throws IOException {
        var content = new ByteArrayOutputStream();
        blobs.copy(file, content);
        try {
            var target = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content.toByteArray()))
                    .toString();
            if (target.isEmpty() || target.indexOf('\0') >= 0) {
                throw new UnpublishableException(
                        "the symbolic link '" + file.path() + "' has a target that is no path");
            }
            SymbolicLink.create(path, target);
        } catch (CharacterCodingException _) {
            throw new UnpublishableException("the symbolic link '" + file.path() + "' has a target that is not UTF-8");
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
