package io.gitvolumereloader.agent.publish;

import io.gitvolumereloader.agent.sync.Revisions;
import io.gitvolumereloader.agent.sync.Revisions.UnpublishableException;
import io.gitvolumereloader.agent.sync.TreeEntry;
import io.gitvolumereloader.agent.sync.TreeEntry.Kind;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Writes files of a revision below a root, one after the other. Used by one thread. */
final class BlobWriter implements AutoCloseable {
    private final OpenFolders folders;
    private final Revisions.Blobs blobs;
    private final Fingerprints prints;
    private final boolean clear;
    private final boolean groupWrite;
    private final @Nullable Early early;

    /**
     * A writer below {@code root}.
     *
     * @param prints learns of each written file, and loses what gave way
     * @param clear whether what is in the way gives way; a file is never written into, since it may have other names
     * @param early gives what it has; null for nothing
     */
    BlobWriter(
            Folder root,
            Revisions revisions,
            Fingerprints prints,
            boolean clear,
            boolean groupWrite,
            @Nullable Early early) {
        this.folders = new OpenFolders(root);
        this.blobs = revisions.blobs();
        this.prints = prints;
        this.clear = clear;
        this.groupWrite = groupWrite;
        this.early = early;
    }

    void write(TreeEntry file) throws IOException {
        try {
            var folder = folders.make(file.folder(), clear, groupWrite, prints);
            if (clear) {
                makeRoom(folder, file, prints);
            }
            if (isTakenFromEarly(file, folder)) {
                return;
            }
            if (file.kind() == Kind.SYMLINK) {
                folder.symlink(file.name(), Target.of(file, blobs).text());
            } else {
                writeContent(folder, file);
            }
            prints.toggle(file.folder(), file.name(), folder.examine(Path.of(file.name())));
        } catch (FileAlreadyExistsException e) {
            throw new UnpublishableException(
                    "'" + file.path() + "' and another name of the same revision mean the same to"
                            + " the volume's file system: " + Reasons.of(e));
        }
    }

    @Override
    public void close() {
        folders.close();
        blobs.close();
    }

    private void writeContent(Folder folder, TreeEntry file) throws IOException {
        try (var out = Channels.newOutputStream(folder.create(file.name(), file.kind() == Kind.EXECUTABLE))) {
            blobs.copy(file, out);
        }
        allow(folder, file);
    }

    private boolean isTakenFromEarly(TreeEntry file, Folder folder) throws IOException {
        var look = early == null ? OptionalLong.empty() : early.take(file, folder);
        if (look.isPresent()) {
            allow(folder, file);
            prints.toggle(file.folder(), file.name(), look.getAsLong());
        }
        return look.isPresent();
    }

    private void allow(Folder folder, TreeEntry file) throws IOException {
        if (groupWrite) {
            folder.allowGroup(file.name());
        }
    }

    /** Removes what is at {@code file}'s place in {@code folder}, and takes it out of {@code prints}. */
    static void makeRoom(Folder folder, TreeEntry file, Fingerprints prints) throws IOException {
        var there = folder.look(file.name());
        if (there == null) {
            return;
        }
        if (there.isDirectory()) {
            folder.deleteAll(file.name());
            prints.forget(file.path());
        } else {
            folder.delete(file.name());
            prints.toggle(file.folder(), file.name(), there);
        }
    }
}
