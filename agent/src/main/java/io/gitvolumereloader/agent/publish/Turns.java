package io.gitvolumereloader.agent.publish;

import io.gitvolumereloader.agent.sync.CommitId;
import io.gitvolumereloader.agent.sync.Publisher.Look;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The trees of a folder of snapshots, which take turns: one is shown, some earlier ones stay for slow readers, and a
 * spare one stands by to become the next. So a publish costs what the change costs, however large the tree.
 *
 * <p>Used by one thread at a time. It is longer than others because which tree is shown, kept or spare is one state,
 * and each way from one to the next should be seen beside the others.
 */
final class Turns {
    private final Publishable revisions;
    private final PublishSettings settings;
    private final Possession possession;
    private final Deque<Kept> earlier = new ArrayDeque<>();
    private String live = "";
    private Fingerprints prints = new Fingerprints();
    private @Nullable Spare spare;

    Turns(Publishable revisions, PublishSettings settings, Possession possession) {
        this.revisions = revisions;
        this.settings = settings;
        this.possession = possession;
    }

    /** A tree that was shown; {@code spare} is null where nobody knows for sure what it holds. */
    private record Kept(String name, @Nullable Spare spare) {}

    /** Whether, nobody looking after local changes, what was shown at the end is simply shown on. */
    boolean resumes(CommitId commit, Snapshots layout) throws IOException {
        var there = layout.shown();
        if (settings.repair() || there == null || !possession.isComplete() || !commit.equals(possession.commit())) {
            return false;
        }
        restart(there);
        return true;
    }

    /** Puts on record that {@code commit} is what the shown tree holds. */
    void record(CommitId commit) throws IOException {
        possession.record(commit, !settings.repair(), names());
    }

    /** Shows {@code commit}, whatever is there; {@code early} gives what it has, and null is for nothing. */
    Tree.Counts recover(CommitId commit, @Nullable Early early, Snapshots layout) throws IOException {
        var there = layout.shown();
        restart(there == null ? "" : there);
        layout.retain(kept());
        return rebuild(commit, path -> false, early, layout);
    }

    /** Shows {@code to} where {@code from} is shown. */
    Tree.Counts advance(CommitId from, CommitId to, Snapshots layout) throws IOException {
        var ready = takeSpare(from, layout);
        Tree.Counts counts;
        try (var next = layout.trees().enter(Snapshots.NEXT)) {
            counts = tree(next, ready.prints()).change(ready.at(), to, null, () -> {});
        }
        show(to, new Spare(from, prints), ready.prints(), layout);
        return counts;
    }

    /** Mends what somebody changed, in a new tree. */
    Tree.Counts verify(CommitId commit, Look look, Snapshots layout) throws IOException {
        try (var tree = live.isEmpty() ? null : layout.trees().find(live)) {
            if (tree == null) {
                return recover(commit, null, layout);
            }
            var astray = live.equals(layout.shown()) ? 0 : 1;
            if (astray > 0) {
                layout.show(live);
            }
            var finding = Verification.of(tree, prints);
            if (look == Look.STAT && finding.isClean()) {
                return new Tree.Counts(astray, 0);
            }
            forgetWhatTheyHold();
            return rebuild(
                    commit,
                    look == Look.STAT ? path -> !finding.suspects().contains(path) : path -> false,
                    null,
                    layout);
        }
    }

    /** Removes earlier trees beyond those that are kept, and brings the spare one up to what is shown. */
    void prepare(CommitId shown, Snapshots layout, BooleanSupplier wanted) throws IOException {
        while (earlier.size() > settings.keep() && !wanted.getAsBoolean()) {
            if (spare == null) {
                retire(layout);
            } else {
                var oldest = earlier.removeFirst();
                record(shown);
                layout.remove(oldest.name());
            }
        }
        var kept = kept();
        kept.add(Snapshots.NEXT);
        layout.retain(kept);
        var ready = spare;
        if (wanted.getAsBoolean() || (ready != null && ready.at().equals(shown))) {
            return;
        }
        spare = null;
        if (ready == null || !revisions.has(ready.at())) {
            var copied = copy(shown, layout, wanted);
            spare = copied == null && !wanted.getAsBoolean() ? fill(shown, layout) : copied;
        } else {
            spare = ready.caughtUp(shown, live, prints, layout, revisions);
        }
    }

    /** A tree of the live one's files, made right by content; if it had been right, it is the next spare one. */
    private Tree.Counts rebuild(CommitId commit, Predicate<String> trusted, @Nullable Early early, Snapshots layout)
            throws IOException {
        spare = null;
        var copied = copy(commit, layout, () -> false) != null;
        var fresh = new Fingerprints();
        if (!copied && isRight(commit, trusted, fresh, layout)) {
            prints = fresh;
            record(commit);
            return new Tree.Counts(0, 0);
        }
        fresh = new Fingerprints();
        Tree.Counts counts;
        try (var next = layout.make(Snapshots.NEXT)) {
            counts = tree(next, fresh).audit(commit, trusted, null, early, () -> {});
        }
        if (copied && counts.isNone()) {
            prints = fresh;
            spare = new Spare(commit, fresh.copy());
            record(commit);
        } else {
            show(commit, null, fresh, layout);
        }
        return counts;
    }

    /** For file systems without hard links: there is no copy that could be compared. */
    private boolean isRight(CommitId commit, Predicate<String> trusted, Fingerprints looks, Snapshots layout)
            throws IOException {
        try (var tree = live.isEmpty() ? null : layout.trees().find(live)) {
            return tree != null && new Audit(revisions, looks).isRight(revisions.root(commit), tree, trusted);
        }
    }

    private void show(CommitId commit, @Nullable Spare replaced, Fingerprints looks, Snapshots layout)
            throws IOException {
        var name = layout.free(commit.hex());
        possession.record(commit, false, kept());
        layout.trees().move(Snapshots.NEXT, layout.trees(), name);
        layout.show(name);
        if (!live.isEmpty()) {
            earlier.addLast(new Kept(live, replaced));
        }
        live = name;
        prints = looks;
    }

    /** Some tree at {@link Snapshots#NEXT}, and what it holds. */
    private Spare takeSpare(CommitId from, Snapshots layout) throws IOException {
        if (spare == null && earlier.size() > settings.keep()) {
            retire(layout);
        }
        var ready = spare;
        spare = null;
        if (ready != null && revisions.has(ready.at())) {
            return ready;
        }
        var copied = copy(from, layout, () -> false);
        return copied == null ? fill(from, layout) : copied;
    }

    /** Makes the oldest of the earlier trees the spare one. */
    private void retire(Snapshots layout) throws IOException {
        var oldest = earlier.removeFirst();
        possession.record(Objects.requireNonNull(possession.commit()), possession.isComplete(), names());
        layout.remove(Snapshots.NEXT);
        layout.trees().move(oldest.name(), layout.trees(), Snapshots.NEXT);
        spare = oldest.spare();
    }

    /** The same from the store, for file systems without hard links. */
    private Spare fill(CommitId shown, Snapshots layout) throws IOException {
        var fresh = new Fingerprints();
        try (var next = layout.make(Snapshots.NEXT)) {
            tree(next, fresh).audit(shown, path -> false, null, null, () -> {});
        }
        return new Spare(shown, fresh);
    }

    /** A spare tree of the shown one's files; null where that can't be had. */
    private @Nullable Spare copy(CommitId shown, Snapshots layout, BooleanSupplier wanted) throws IOException {
        return Spare.linkedTo(live, prints, shown, layout, wanted);
    }

    private void restart(String there) {
        live = there;
        prints = new Fingerprints();
        spare = null;
        earlier.clear();
        possession.earlier().stream()
                .filter(name -> !name.equals(there))
                .forEach(name -> earlier.addLast(new Kept(name, null)));
    }

    private void forgetWhatTheyHold() {
        var names = names();
        earlier.clear();
        names.forEach(name -> earlier.addLast(new Kept(name, null)));
        spare = null;
    }

    private Tree tree(Folder folder, Fingerprints looks) {
        return new Tree(revisions, settings.groupWrite(), folder, looks);
    }

    private List<String> names() {
        return earlier.stream().map(Kept::name).toList();
    }

    private List<String> kept() {
        var kept = new ArrayList<>(names());
        if (!live.isEmpty()) {
            kept.add(live);
        }
        return kept;
    }
}
