package io.gitvolumereloader.agent.publish;

import io.gitvolumereloader.agent.sync.CommitId;
import io.gitvolumereloader.agent.sync.Publisher;
import io.gitvolumereloader.agent.sync.Revisions;
import io.gitvolumereloader.agent.sync.Revisions.UnpublishableException;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Publishes into one folder: new and changed files are staged and moved into their places, then what is gone is
 * removed.
 *
 * <p>Which revision is meant is on record before the first file is touched. After a death at any point the next publish
 * compares the folder with that revision by content, writes what differs, and then removes what does not belong. Used
 * by one thread at a time.
 */
public final class InPlacePublisher implements Publisher, AutoCloseable {
    private final Revisions revisions;
    private final Possession possession;
    private @Nullable CommitId shown;

    /**
     * A publisher that has not touched anything yet.
     *
     * @param folder what is published into; made if it is missing
     * @param state where the agent keeps its books; not inside {@code folder} nor around it
     * @param adopt whether a folder that holds somebody else's files may be taken over
     */
    public InPlacePublisher(Revisions revisions, Path folder, Path state, boolean adopt) {
        this.revisions = revisions;
        this.possession = new Possession(folder, state, adopt);
    }

    @Override
    public Optional<String> refusal() {
        return possession.claim();
    }

    @Override
    public @Nullable CommitId shown() {
        return shown;
    }

    @Override
    public @Nullable CommitId remembered() {
        var ledger = possession.ledger();
        return ledger == null ? null : ledger.commit();
    }

    @Override
    public Published publish(CommitId commit) {
        try {
            if (commit.equals(shown)) {
                remember(commit);
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
    public void close() throws IOException {
        possession.close();
    }

    private Plan plan(CommitId commit) throws IOException {
        var from = shown;
        Plan plan;
        if (from != null && revisions.has(from)) {
            plan = new Plan();
            revisions.compare(from, commit, plan::add);
        } else {
            plan = Audit.of(possession.folder(), commit, revisions);
        }
        for (var file : plan.writes()) {
            if (file.path().equals(Staging.NAME) || file.path().startsWith(Staging.NAME + "/")) {
                throw new UnpublishableException("'" + file.path() + "' is a name that the agent keeps for itself");
            }
        }
        return plan;
    }

    private Published publish(CommitId commit, Plan plan) throws IOException {
        var from = shown;
        remember(commit);
        if (!plan.isEmpty()) {
            apply(plan);
        }
        shown = commit;
        return new Published.Updated(from, plan.writes().size(), plan.removals().size());
    }

    private void remember(CommitId commit) throws IOException {
        var ledger = possession.ledger();
        if (ledger == null) {
            throw new IllegalStateException("the folder was not claimed");
        }
        if (!commit.equals(ledger.commit())) {
            possession.record(new Ledger(ledger.folder(), ledger.inode(), commit));
        }
    }

    private void apply(Plan plan) throws IOException {
        try (var staging = new Staging(possession.folder(), revisions)) {
            var staged = staging.stage(plan.writes());
            // From here on the folder is a mixture, until all is done.
            shown = null;
            var tree = new Tree(possession.folder());
            for (var i = 0; i < staged.size(); i++) {
                tree.put(staged.get(i), plan.writes().get(i).path());
            }
            for (var path : plan.removals()) {
                tree.remove(path);
            }
        }
    }
}
