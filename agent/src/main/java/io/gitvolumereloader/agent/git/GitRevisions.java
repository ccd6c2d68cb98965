package io.gitvolumereloader.agent.git;

import io.gitvolumereloader.agent.sync.Change;
import io.gitvolumereloader.agent.sync.CommitId;
import io.gitvolumereloader.agent.sync.Limits;
import io.gitvolumereloader.agent.sync.Revisions;
import io.gitvolumereloader.agent.sync.TreeEntry;
import io.gitvolumereloader.agent.sync.TreeEntry.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jspecify.annotations.Nullable;

/** The revisions in a {@link Store}, the selected part of each. Used by one thread at a time. */
public final class GitRevisions implements Revisions {
    private final Store store;
    private final Selection selection;
    private final Patterns patterns;
    private final Limits limits;
    /** Entries of folders since the root was asked for; a publish goes through them up to three times. */
    private long walked;

    /** The revisions in {@code store}: of each the selected part, within the limits. */
    public GitRevisions(Store store, Selection selection, Limits limits) {
        this.store = store;
        this.selection = selection;
        this.patterns = new Patterns(selection);
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
        walked = 0;
        return read(
                "find the root of " + commit,
                reader -> new TreeEntry(
                        "", Kind.FOLDER, existing(rootOf(commit, reader)).name()));
    }

    @Override
    public List<TreeEntry> children(TreeEntry folder) {
        return read("list " + PathName.shown(folder.path()), reader -> children(folder, reader));
    }

    @Override
    public void compare(CommitId from, CommitId to, Consumer<Change> changes) {
        read("compare " + from + " with " + to, reader -> {
            Comparison.run(reader, rootOf(from, reader), existing(rootOf(to, reader)), patterns, limits, changes);
            return this;
        });
    }

    @Override
    public boolean areWhole() {
        return selection.equals(Selection.ALL);
    }

    @Override
    public Blobs blobs() {
        return new GitBlobs(reader(), limits);
    }

    private List<TreeEntry> children(TreeEntry folder, ObjectReader reader) throws IOException {
        var open = OpenFolder.at(folder.path(), patterns);
        var children = new ArrayList<TreeEntry>();
        var entries = new CanonicalTreeParser();
        for (entries.reset(reader, ObjectId.fromString(folder.object())); !entries.eof(); entries.next(1)) {
            countEntry(folder);
            var name = new byte[entries.getNameLength()];
            entries.getName(name, 0);
            open.follows(name, entries.getEntryRawMode());
            var child = child(open, name, entries);
            if (child != null) {
                children.add(child);
            }
            if (children.size() > limits.files()) {
                throw PathName.tooMany(
                        folder.path(), "it holds more than the " + limits.files() + " files of agent.limits.files");
            }
        }
        return children;
    }

    /** What is left out costs time, too: a few objects can name each other so often that no walk would ever end. */
    private void countEntry(TreeEntry folder) {
        if (++walked > Comparison.MOST_UNSELECTED * limits.files()) {
            throw PathName.tooMany(
                    folder.path(),
                    "up to it there is far more that is left out than the " + limits.files()
                            + " files of agent.limits.files");
        }
    }

    private static @Nullable TreeEntry child(OpenFolder open, byte[] name, CanonicalTreeParser entry) {
        var kind = Kinds.of(entry.getEntryRawMode());
        if (kind == null) {
            return null;
        }
        var path = kind == Kind.FOLDER ? open.pathOfFolder(name) : open.file(name);
        return path == null
                ? null
                : new TreeEntry(path, kind, entry.getEntryObjectId().name());
    }

    /** Where the selected folder is in {@code commit}; null where it is not there. */
    private @Nullable ObjectId rootOf(CommitId commit, ObjectReader reader) throws IOException {
        var whole = treeOf(commit, reader);
        if (selection.path().isEmpty()) {
            return whole;
        }
        try (var walk = TreeWalk.forPath(reader, selection.path(), whole)) {
            return walk != null && walk.isSubtree() ? walk.getObjectId(0) : null;
        }
    }

    private ObjectId existing(@Nullable ObjectId root) {
        if (root == null) {
            throw new UnpublishableException(
                    "it has no folder " + PathName.shown(selection.path()), "set agent.path to a folder that it has");
        }
        return root;
    }

    private static ObjectId treeOf(CommitId commit, ObjectReader reader) throws IOException {
        try (var walk = new RevWalk(reader)) {
            return walk.parseTree(ObjectId.fromString(commit.hex())).copy();
        }
    }

    private ObjectReader reader() {
        try {
            return store.repository().newObjectReader();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private <T> T read(String deed, Reading<T> reading) {
        try (var reader = reader()) {
            return reading.from(reader);
        } catch (IOException | NullPointerException | IndexOutOfBoundsException e) {
            throw Causes.damaged(deed, e);
        }
    }

    /** What is read from the store. */
    private interface Reading<T> {
        T from(ObjectReader reader) throws IOException;
    }
}
