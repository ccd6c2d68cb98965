package io.gitvolumereloader.agent.publish;

import io.gitvolumereloader.agent.publish.PublishSettings.Symlinks;
import io.gitvolumereloader.agent.sync.Change;
import io.gitvolumereloader.agent.sync.CommitId;
import io.gitvolumereloader.agent.sync.Limits;
import io.gitvolumereloader.agent.sync.Printable;
import io.gitvolumereloader.agent.sync.Revisions;
import io.gitvolumereloader.agent.sync.TreeEntry;
import io.gitvolumereloader.agent.sync.TreeEntry.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What of the revisions may become files: refuses names that are taken and too many files, and treats symbolic links as
 * the settings say.
 */
final class Publishable implements Revisions {
    private static final int LONGEST = 300;
    private static final int REMEMBERED = 200;

    private final Revisions revisions;
    private final Symlinks policy;
    private final Limits limits;
    private final Runnable alive;
    private final Map<String, Long> most = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > REMEMBERED;
        }
    };

    /**
     * The publishable part of {@code revisions}.
     *
     * @param alive called for each folder and file that is read
     */
    Publishable(Revisions revisions, Symlinks policy, Limits limits, Runnable alive) {
        this.alive = alive;
        this.revisions = revisions;
        this.policy = policy;
        this.limits = limits;
    }

    /** Refuses a revision that must not be published, before anything of it is written. */
    void check(TreeEntry root) {
        most.put(root.object(), new Census(this::children, limits).files(root));
    }

    /**
     * Refuses a change that must not be published, before anything of it is written.
     *
     * <p>Counts what changes, and the whole revision only where the two of them might be too many.
     */
    void check(CommitId from, CommitId to) {
        var changes = new long[1];
        compare(from, to, change -> {
            if (change instanceof Change.Write) {
                Census.check(++changes[0], limits);
            }
        });
        var before = most.get(root(from).object());
        if (before == null || before + changes[0] > limits.files()) {
            check(root(to));
        } else {
            most.put(root(to).object(), before + changes[0]);
        }
    }

    /** Takes note that something was read. */
    void isAlive() {
        alive.run();
    }

    /** Most bytes that a file may have. */
    long largest() {
        return limits.fileBytes();
    }

    @Override
    public boolean has(CommitId commit) {
        return revisions.has(commit);
    }

    @Override
    public TreeEntry root(CommitId commit) {
        return revisions.root(commit);
    }

    @Override
    public List<TreeEntry> children(TreeEntry folder) {
        alive.run();
        var atTop = folder.path().isEmpty();
        var children = new ArrayList<TreeEntry>();
        try (var blobs = blobs()) {
            for (var child : revisions.children(folder)) {
                if (atTop) {
                    Reserved.check(child.path());
                }
                if (child.kind() != Kind.SYMLINK || keeps(child, blobs)) {
                    children.add(child);
                }
            }
        }
        return children;
    }

    @Override
    public void compare(CommitId from, CommitId to, Consumer<Change> changes) {
        try (var blobs = blobs()) {
            revisions.compare(from, to, change -> {
                Reserved.check(change.path());
                var left =
                        change instanceof Change.Write(var file) && file.kind() == Kind.SYMLINK && !keeps(file, blobs);
                changes.accept(left ? new Change.Remove(change.path()) : change);
            });
        }
    }

    @Override
    public boolean areWhole() {
        return revisions.areWhole();
    }

    @Override
    public Blobs blobs() {
        return revisions.blobs();
    }

    private boolean keeps(TreeEntry link, Blobs blobs) {
        return switch (policy) {
            case SKIP -> false;
            case KEEP -> true;
            case SKIP_OUTSIDE -> Target.of(link, blobs).staysInside(link.path());
            case REFUSE_OUTSIDE -> {
                var target = Target.of(link, blobs);
                if (!target.staysInside(link.path())) {
                    throw new UnpublishableException(
                            "the symbolic link '" + link.path() + "' leads out of the tree to '"
                                    + Printable.of(target.text(), LONGEST)
                                    + "'",
                            "change the link, or set agent.symlinks to keep or skip such ones");
                }
                yield true;
            }
        };
    }
}
