package io.gitvolumereloader.agent.publish;

import io.gitvolumereloader.agent.sync.Arrivals;
import io.gitvolumereloader.agent.sync.CommitId;
import io.gitvolumereloader.agent.sync.Publisher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Publishes into one folder: new and changed files are staged and moved into their places, then what is gone is
 * removed.
 *
 * <p>Which revision is meant is on record before the first of its files is shown. After a death at any point the next
 * publish compares the folder with that revision by content, writes what differs, and then removes what does not
 * belong. Used by one thread at a time.
 */
final class InPlacePublisher implements Publisher {
    private final Publishable revisions;
    private final PublishSettings settings;
    private final Possession possession;
    private final FirstFill firstFill;
    private Fingerprints prints = new Fingerprints();
    private @Nullable CommitId shown;

    /** A publisher that has not touched anything yet. */
    InPlacePublisher(PublishSettings settings, Publishable revisions, Possession possession) {
        this.revisions = revisions;
        this.settings = settings;
        this.possession = possession;
        this.firstFill = new FirstFill(possession, revisions);
    }

    @Override
    public Optional<String> refusal() {
        var claim = possession.claim();
        if (!(claim instanceof Claim.Same)) {
            shown = null;
        }
        return claim.refusal();
    }

    @Override
    public @Nullable CommitId shown() {
        return shown;
    }

    @Override
    public @Nullable CommitId remembered() {
        return possession.commit();
    }

    @Override
    public Arrivals expect() {
        return firstFill.expect();
    }

    @Override
    public Published publish(CommitId commit) {
        if (shown == null && !settings.repair() && possession.isComplete() && commit.equals(possession.commit())) {
            shown = commit;
        }
        try {
            if (commit.equals(shown)) {
                record(commit);
                return new Published.Unchanged();
            }
            try (var folder = possession.open()) {
                return publish(commit, folder);
            }
        } catch (IOException | UncheckedIOException | InvalidPathException e) {
            return new Published.Failed(Reasons.ofPublishing(commit, possession.folder(), e));
        }
    }

    @Override
    public Published verify(Look look) {
        var commit = shown;
        if (commit == null || !settings.repair() || !revisions.has(commit)) {
            return Reasons.ofNotVerifying(look, settings);
        }
        try (var folder = possession.open()) {
            Staging.clear(folder);
            Snapshots.clear(folder);
            var finding = Verification.of(folder, prints);
            if (look == Look.STAT && finding.isClean()) {
                return new Published.Unchanged();
            }
            // Until it is mended nobody knows what is shown.
            shown = null;
            var counts = look == Look.STAT
                    ? audit(commit, folder, path -> !finding.suspects().contains(path), null)
                    : audit(commit, folder, path -> false, null);
            return counts.isNone()
                    ? new Published.Unchanged()
                    : new Published.Updated(commit, counts.written(), counts.removed());
        } catch (IOException | UncheckedIOException | InvalidPathException e) {
            return new Published.Failed(Reasons.ofPublishing(commit, possession.folder(), e));
        }
    }

    @Override
    public void tidy(BooleanSupplier wanted) {
        // A publish leaves nothing behind.
    }

    @Override
    public void close() {
        possession.close();
    }

    private Published publish(CommitId commit, Folder folder) throws IOException {
        var from = shown;
        Tree.Counts counts;
        if (from == null || !revisions.has(from)) {
            Staging.clear(folder);
            counts = audit(commit, folder, path -> false, firstFill.complete(folder));
            Snapshots.clear(folder);
            Early.clear(folder);
        } else if (revisions.root(from).equals(revisions.root(commit))) {
            counts = new Tree.Counts(0, 0);
        } else {
            try (var staging = new Staging(folder)) {
                counts = tree(folder, prints).change(from, commit, staging, () -> begin(commit));
            }
        }
        shown = commit;
        record(commit);
        return new Published.Updated(from, counts.written(), counts.removed());
    }

    private Tree.Counts audit(CommitId commit, Folder folder, Predicate<String> trusted, @Nullable Early given)
            throws IOException {
        var fresh = new Fingerprints();
        try (var staging = new Staging(folder)) {
            var counts = tree(folder, fresh).audit(commit, trusted, staging, given, () -> begin(commit));
            prints = fresh;
            shown = commit;
            return counts;
        }
    }

    private Tree tree(Folder folder, Fingerprints looks) {
        return new Tree(revisions, settings.groupWrite(), folder, looks);
    }

    /** From now on the folder may be a mixture. */
    private void begin(CommitId commit) throws IOException {
        possession.record(commit, false, List.of());
        shown = null;
    }

    /** Only where nobody looks after local changes does it matter, at a start, whether all was shown. */
    private void record(CommitId commit) throws IOException {
        possession.record(commit, !settings.repair(), List.of());
    }
}
