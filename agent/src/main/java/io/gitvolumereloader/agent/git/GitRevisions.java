package io.gitvolumereloader.agent.git;

import io.gitvolumereloader.agent.sync.Change;
import io.gitvolumereloader.agent.sync.CommitId;
import io.gitvolumereloader.agent.sync.Limits;
import io.gitvolumereloader.agent.sync.Revisions;
import io.gitvolumereloader.agent.sync.TreeEntry;
import io.gitvolumereloader.agent.sync.TreeEntry.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.RevTree;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;
import org.jspecify.annotations.Nullable;

/** The revisions in a {@link Store}. Used by one thread at a time. */
public final class GitRevisions implements Revisions {
    private final Store store;
    private final Selection selection;
    private final Limits limits;

    /** The revisions in {@code store}: of each the selected part, within the limits. */
    public GitRevisions(Store store, Selection selection, Limits limits) {
        this.store = store;
        this.selection = selection;
        this.limits = limits;
    }

    @Override
    public boolean has(CommitId commit) {
        try (var reader = reader()) {
            return reader.has(treeOf(commit, reader), Constants.OBJ_TREE);
        } catch (IOException | RuntimeException _) {
            return false;
        }
    }

    @Override
    public TreeEntry root(CommitId commit) {
        try (var reader = reader()) {
            var whole = treeOf(commit, reader);
            if (selection.path().isEmpty()) {
                return new TreeEntry("", Kind.FOLDER, whole.name());
            }
            try (var walk = TreeWalk.forPath(reader, selection.path(), whole)) {
                if (walk == null || !walk.isSubtree()) {
                    throw new UnpublishableException("it has no folder '" + selection.path() + "'; check agent.path");
                }
                return new TreeEntry("", Kind.FOLDER, walk.getObjectId(0).name());
            }
        } catch (IOException | NullPointerException | IndexOutOfBoundsException e) {
            throw damaged("find the root of " + commit, e);
        }
    }

    @Override
    public List<TreeEntry> children(TreeEntry folder) {
        var prefix = folder.path().isEmpty() ? "" : folder.path() + "/";
        var children = new ArrayList<TreeEntry>();
        try (var reader = reader();
                var walk = new TreeWalk(reader)) {
            walk.addTree(ObjectId.fromString(folder.object()));
            while (walk.next()) {
                var kind = walk.isSubtree() ? Kind.FOLDER : kind(walk.getRawMode(0));
                if (kind != null) {
                    children.add(new TreeEntry(
                            prefix + PathName.of(walk),
                            kind,
                            walk.getObjectId(0).name()));
                }
            }
            return children;
        } catch (IOException | NullPointerException | IndexOutOfBoundsException e) {
            throw damaged("list the folder " + folder.path(), e);
        }
    }

    @Override
    public void compare(CommitId from, CommitId to, Consumer<Change> changes) {
        try (var reader = reader();
                var walk = new TreeWalk(reader)) {
            walk.addTree(treeOf(from, reader));
            walk.addTree(treeOf(to, reader));
            walk.setRecursive(true);
            walk.setFilter(TreeFilter.ANY_DIFF);
            while (walk.next()) {
                var file = entry(walk, 1);
                changes.accept(file == null ? new Change.Remove(PathName.of(walk)) : new Change.Write(file));
            }
        } catch (IOException | NullPointerException | IndexOutOfBoundsException e) {
            throw damaged("compare " + from + " with " + to, e);
        }
    }

    @Override
    public Blobs blobs() {
        return new Blobs() {
            @Override
            public void copy(TreeEntry file, OutputStream out) throws IOException {
                GitRevisions.this.copy(file, out);
            }

            @Override
            public void close() {}
        };
    }

    private void copy(TreeEntry file, OutputStream out) throws IOException {
        var loader = load(file);
        if (loader.getSize() > limits.fileBytes()) {
            throw new UnpublishableException("'" + file.path() + "' has " + loader.getSize()
                    + " bytes, more than agent.limits.file-size allows");
        }
        if (!loader.isLarge()) {
            out.write(loader.getCachedBytes());
            return;
        }
        try (var content = stream(loader, file)) {
            var buffer = new byte[1 << 16];
            for (var read = read(content, buffer, file); read >= 0; read = read(content, buffer, file)) {
                out.write(buffer, 0, read);
            }
        }
    }

    private static InputStream stream(ObjectLoader loader, TreeEntry file) {
        try {
            return loader.openStream();
        } catch (IOException e) {
            throw damaged("read " + file.path(), e);
        }
    }

    private ObjectLoader load(TreeEntry file) {
        try (var reader = reader()) {
            return reader.open(ObjectId.fromString(file.object()), Constants.OBJ_BLOB);
        } catch (IOException | NullPointerException | IndexOutOfBoundsException e) {
            throw damaged("read " + file.path(), e);
        }
    }

    private static int read(InputStream content, byte[] buffer, TreeEntry file) {
        try {
            return content.read(buffer);
        } catch (IOException e) {
            throw damaged("read " + file.path(), e);
        }
    }

    private ObjectReader reader() {
        try {
            return store.repository().newObjectReader();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RevTree treeOf(CommitId commit, ObjectReader reader) throws IOException {
        try (var walk = new RevWalk(reader)) {
            return walk.parseTree(ObjectId.fromString(commit.hex()));
        }
    }

    private static @Nullable TreeEntry entry(TreeWalk walk, int tree) {
        var kind = kind(walk.getRawMode(tree));
        return kind == null
                ? null
                : new TreeEntry(PathName.of(walk), kind, walk.getObjectId(tree).name());
    }

    private static @Nullable Kind kind(int mode) {
        if (FileMode.SYMLINK.equals(mode)) {
            return Kind.SYMLINK;
        }
        if (FileMode.EXECUTABLE_FILE.equals(mode)) {
            return Kind.EXECUTABLE;
        }
        return FileMode.REGULAR_FILE.equals(mode) ? Kind.FILE : null;
    }

    private static DamagedStoreException damaged(String deed, Exception cause) {
        var what = cause instanceof MissingObjectException missing
                ? "an object is missing: " + missing.getMessage()
                : cause.toString();
        return new DamagedStoreException("could not " + deed + " (" + what + ")", cause);
    }
}
