package io.gitvolumereloader.agent.git;

import io.gitvolumereloader.agent.sync.Change;
import io.gitvolumereloader.agent.sync.Limits;
import io.gitvolumereloader.agent.sync.TreeEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.treewalk.AbstractTreeIterator;
import org.eclipse.jgit.treewalk.EmptyTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jspecify.annotations.Nullable;

/**
 * Walks two folders side by side and tells what differs among the selected files; never enters what is equal. Used
 * once.
 */
final class Comparison {
    private static final int FROM = 0;
    private static final int TO = 1;
    /** How many entries a revision may have for each file that is allowed: what is left out has to be walked, too. */
    static final int MOST_UNSELECTED = 10;

    private final TreeWalk walk;
    private final Limits limits;
    private final Consumer<Change> changes;
    /** The folders on the way to where the walk is, the root first. */
    private final List<OpenFolder> open = new ArrayList<>();

    private long folders;
    private long entries;

    private Comparison(TreeWalk walk, Patterns patterns, Limits limits, Consumer<Change> changes) {
        this.walk = walk;
        this.limits = limits;
        this.changes = changes;
        open.add(OpenFolder.root(patterns));
    }

    /** Compares two root folders; {@code from} is null where there was none, which is as if it had been empty. */
    static void run(
            ObjectReader reader,
            @Nullable ObjectId from,
            ObjectId to,
            Patterns patterns,
            Limits limits,
            Consumer<Change> changes)
            throws IOException {
        if (to.equals(from)) {
            return;
        }
        try (var walk = new TreeWalk(reader)) {
            if (from == null) {
                walk.addTree(new EmptyTreeIterator());
            } else {
                walk.addTree(from);
            }
            walk.addTree(to);
            new Comparison(walk, patterns, limits, changes).run();
        }
    }

    private void run() throws IOException {
        while (walk.next()) {
            if (++entries > MOST_UNSELECTED * limits.files()) {
                throw PathName.tooMany(
                        open.getLast().path(),
                        "it holds far more that is left out than the " + limits.files()
                                + " files of agent.limits.files");
            }
            while (open.size() > walk.getDepth() + 1) {
                open.removeLast();
            }
            var name = name();
            if (walk.getRawMode(TO) != 0) {
                open.getLast().follows(name, walk.getRawMode(TO));
            }
            if (!isSame()) {
                differs(name);
            }
        }
    }

    /** Folders that hold no file at all would otherwise be walked for ever, and nobody would hear of a change. */
    private void count(OpenFolder inner) {
        if (++folders > limits.files()) {
            throw PathName.tooMany(
                    inner.path(),
                    "with it there are more changed folders than the " + limits.files() + " of agent.limits.files");
        }
    }

    private byte[] name() {
        var after = walk.getTree(TO, AbstractTreeIterator.class);
        var entry = after == null ? walk.getTree(FROM, AbstractTreeIterator.class) : after;
        var name = new byte[entry.getNameLength()];
        entry.getName(name, 0);
        return name;
    }

    private boolean isSame() {
        return walk.getRawMode(FROM) == walk.getRawMode(TO) && walk.idEqual(FROM, TO);
    }

    private void differs(byte[] name) throws IOException {
        var folder = open.getLast();
        if (walk.isSubtree()) {
            var inner = folder.folder(name);
            if (inner != null) {
                if (walk.getRawMode(TO) != 0) {
                    count(inner);
                }
                open.add(inner);
                walk.enterSubtree();
            }
            return;
        }
        var before = Kinds.ofFile(walk.getRawMode(FROM));
        var after = Kinds.ofFile(walk.getRawMode(TO));
        if (before == after && (after == null || walk.idEqual(FROM, TO))) {
            return;
        }
        var path = folder.file(name);
        if (path != null) {
            changes.accept(
                    after == null
                            ? new Change.Remove(path)
                            : new Change.Write(new TreeEntry(
                                    path, after, walk.getObjectId(TO).name())));
        }
    }
}
