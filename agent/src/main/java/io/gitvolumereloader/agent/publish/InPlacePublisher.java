package io.gitvolumereloader.agent.publish;

import io.gitvolumereloader.agent.sync.CommitId;
import io.gitvolumereloader.agent.sync.Publisher;
import io.gitvolumereloader.agent.sync.Revisions;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Publishes into one folder: new and changed files are staged and moved into their places, then what is gone is
 * removed.
 *
 * <p>Which revision is meant is on record before the first of its files is shown. After a death at any point the next
 * publish compares the folder with that revision by content, writes what differs, and then removes what does not
 * belong. Used by one thread at a time.
 */
public final class InPlacePublisher implements Publisher {
    private final Revisions revisions;
    private final Possession possession;
    private final Runnable progress;
    private @Nullable CommitId shown;

    /**
     * A publisher that has not touched anything yet.
     *
     * @param folder what is published into; made if it is missing
     * @param state where the agent keeps its books; not inside {@code folder} nor around it
     * @param adopt whether a folder that holds somebody else's files may be taken over
     * @param progress hears of each file that was dealt with
     */
    public InPlacePublisher(Revisions revisions, Path folder, Path state, boolean adopt, Runnable progress) {
        this.revisions = revisions;
        this.progress = progress;
        this.possession = new Possession(folder, state, adopt);
    }

    @Override
    public Optional<String> refusal() {
        return switch (possession.claim()) {
            case Possession.Claim.Same() -> Optional.empty();
            case Possession.Claim.Gained() -> {
                shown = null;
                yield Optional.empty();
            }
            case Possession.Claim.Refused(var reason) -> {
                shown = null;
                yield Optional.of(reason);
            }
        };
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
    public Published publish(CommitId commit) {
        try {
            if (commit.equals(shown)) {
                possession.record(commit);
                return new Published.Unchanged();
            }
            return publish(commit, plan(commit));
        } catch (IOException e) {
            return new Published.Failed(
                    "Could not publish " + commit.abbreviated() + " into " + possession.folder() + ": " + Reasons.of(e)
                            + ". Check that the volume is writable for the agent's user and has room; the agent tries again.");
        } catch (InvalidPathException _) {
            return new Published.Failed(
                    "Could not publish " + commit.abbreviated()
                            + ": it has file names beyond ASCII, and the agent runs in a locale without them. Set LC_ALL=C.UTF-8 in its environment.");
        }
    }

    @Override
    public Published verify(Look look) {
        return new Published.Unchanged();
    }

    @Override
    public void tidy(BooleanSupplier wanted) {}

    @Override
    public void close() {
        try {
            possession.close();
        } catch (IOException _) {
            // The lock ends with the process at the latest.
        }
    }

    private Plan plan(CommitId commit) throws IOException {
        if (shown == null || !revisions.has(shown)) {
            Staging.clear(possession.folder());
            return Audit.of(possession.folder(), commit, revisions, progress);
        }
        var plan = new Plan(possession.folder());
        revisions.compare(shown, commit, plan::add);
        return plan;
    }

    private Published publish(CommitId commit, Plan plan) throws IOException {
        var from = shown;
        if (plan.isEmpty()) {
            possession.record(commit);
        } else {
            apply(commit, plan);
        }
        shown = commit;
        return new Published.Updated(from, plan.writes().size(), plan.removals().size());
    }

    private void apply(CommitId commit, Plan plan) throws IOException {
        try (var staging = new Staging(possession.folder(), revisions, progress)) {
            var staged = staging.stage(plan.writes());
            possession.record(commit);
            // From here on the folder is a mixture, until all is done.
            shown = null;
            var tree = new Tree(possession.folder());
            for (var i = 0; i < staged.size(); i++) {
                tree.put(staged.get(i), plan.writes().get(i).path());
                progress.run();
            }
            for (var path : plan.removals()) {
                tree.remove(path);
                progress.run();
            }
        }
    }
}
