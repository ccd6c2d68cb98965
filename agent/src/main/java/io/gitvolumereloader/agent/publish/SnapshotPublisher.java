package io.gitvolumereloader.agent.publish;

import io.gitvolumereloader.agent.sync.Arrivals;
import io.gitvolumereloader.agent.sync.CommitId;
import io.gitvolumereloader.agent.sync.Publisher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Publishes whole revisions behind a link: a tree that nobody reads is brought to the new revision, then the link is
 * flipped to it in one step, so that readers see exactly one revision.
 *
 * <p>What readers see is never touched, not even to mend it. Used by one thread at a time.
 */
final class SnapshotPublisher implements Publisher {
    private final Publishable revisions;
    private final PublishSettings settings;
    private final Possession possession;
    private final FirstFill firstFill;
    private final Turns turns;
    private @Nullable CommitId shown;

    /** A publisher that has not touched anything yet. */
    SnapshotPublisher(PublishSettings settings, Publishable revisions, Possession possession) {
        this.revisions = revisions;
        this.settings = settings;
        this.possession = possession;
        this.firstFill = new FirstFill(possession, revisions);
        this.turns = new Turns(revisions, settings, possession);
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
        try (var top = possession.open();
                var layout = layout(top)) {
            if (shown == null && turns.resumes(commit, layout)) {
                shown = commit;
            }
            if (commit.equals(shown)) {
                turns.record(commit);
                return new Published.Unchanged();
            }
            return publish(commit, top, layout);
        } catch (IOException | UncheckedIOException | InvalidPathException e) {
            return new Published.Failed(Reasons.ofPublishing(commit, possession.folder(), e));
        }
    }

    private Published publish(CommitId commit, Folder top, Snapshots layout) throws IOException {
        var from = shown;
        Tree.Counts counts;
        if (from == null || !revisions.has(from)) {
            shown = null;
            counts = turns.recover(commit, firstFill.complete(top), layout);
            layout.removeStrays();
        } else if (revisions.root(from).equals(revisions.root(commit))) {
            counts = new Tree.Counts(0, 0);
        } else {
            counts = turns.advance(from, commit, layout);
        }
        shown = commit;
        turns.record(commit);
        return new Published.Updated(from, counts.written(), counts.removed());
    }

    @Override
    public Published verify(Look look) {
        var commit = shown;
        if (commit == null || !settings.repair() || !revisions.has(commit)) {
            return Reasons.ofNotVerifying(look, settings);
        }
        // Until it is mended nobody knows what is shown.
        shown = null;
        try (var top = possession.open();
                var layout = layout(top)) {
            var strays = layout.removeStrays();
            var counts = turns.verify(commit, look, layout);
            shown = commit;
            return counts.isNone() && strays == 0
                    ? new Published.Unchanged()
                    : new Published.Updated(commit, counts.written(), counts.removed() + strays);
        } catch (IOException | UncheckedIOException | InvalidPathException e) {
            return new Published.Failed(Reasons.ofPublishing(commit, possession.folder(), e));
        }
    }

    @Override
    public void tidy(BooleanSupplier wanted) {
        var commit = shown;
        if (commit == null) {
            return;
        }
        try (var top = possession.open();
                var layout = layout(top)) {
            turns.prepare(commit, layout, wanted);
        } catch (IOException | UncheckedIOException | InvalidPathException _) {
            // It only saves time; the next publish meets the same trouble, and tells it.
        }
    }

    @Override
    public void close() {
        possession.close();
    }

    private Snapshots layout(Folder top) throws IOException {
        return new Snapshots(top, settings.link(), settings.groupWrite());
    }
}
