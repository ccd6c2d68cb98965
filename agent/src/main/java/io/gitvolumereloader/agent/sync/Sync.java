package io.gitvolumereloader.agent.sync;

import io.gitvolumereloader.agent.sync.Assignment.Follow;
import io.gitvolumereloader.agent.sync.Assignment.Unknown;
import io.gitvolumereloader.agent.sync.Publisher.Look;
import io.gitvolumereloader.agent.sync.Publisher.Published;
import io.gitvolumereloader.agent.sync.Remote.Fetched;
import io.gitvolumereloader.agent.sync.Revisions.DamagedStoreException;
import io.gitvolumereloader.agent.sync.Revisions.UnpublishableException;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** One sync: learn what to follow, fetch its tip, publish it. Used by one thread at a time. */
public final class Sync {
    private final Assignment.Source source;
    private final Remote remote;
    private final Revisions revisions;
    private final Publisher publisher;
    private final Memory memory = new Memory();

    /** The parts work on the same store and the same volume. */
    public Sync(Assignment.Source source, Remote remote, Revisions revisions, Publisher publisher) {
        this.source = source;
        this.remote = remote;
        this.revisions = revisions;
        this.publisher = publisher;
    }

    /** Brings the volume to the tip of the followed ref. Never throws for what can go wrong outside of the program. */
    public SyncResult run() {
        var refusal = publisher.refusal();
        if (refusal.isPresent()) {
            return new SyncResult.Failed(refusal.get());
        }
        return switch (source.assignment()) {
            case Unknown(var reason) -> new SyncResult.Failed(reason);
            case Follow follow -> run(follow);
        };
    }

    /**
     * Mends the volume without the remote: what was shown, or was about to be, when the agent stopped last is verified
     * and completed. The app then has its files, even when the remote is away.
     *
     * @return the revision that the volume shows now; empty where there was nothing to mend, or it could not be mended
     */
    public Optional<CommitId> restore() {
        if (publisher.shown() != null || publisher.refusal().isPresent()) {
            return Optional.empty();
        }
        var remembered = publisher.remembered();
        if (remembered == null) {
            return Optional.empty();
        }
        try {
            return revisions.has(remembered) && !(publisher.publish(remembered) instanceof Published.Failed)
                    ? Optional.of(remembered)
                    : Optional.empty();
        } catch (UnpublishableException _) {
            return Optional.empty();
        } catch (DamagedStoreException | OutOfMemoryError | StackOverflowError _) {
            forget();
            return Optional.empty();
        }
    }

    /**
     * Looks whether somebody changed the volume, and mends it.
     *
     * @return how many files were mended; the reason where that failed
     */
    public Published verify(Look look) {
        try {
            return publisher.verify(look);
        } catch (UnpublishableException e) {
            return new Published.Failed("Could not verify what is published: " + e.getMessage() + ".");
        } catch (DamagedStoreException | OutOfMemoryError | StackOverflowError e) {
            // What was published can't be told from the store; the next fetch fills it anew.
            forget();
            return new Published.Failed("Could not verify what is published: " + e.getMessage()
                    + ". The store is fetched anew, and verified again later.");
        }
    }

    /**
     * Prepares the next publish and keeps the store small; meant for moments when nobody waits.
     *
     * @param wanted whether somebody waits now
     */
    public void tidy(BooleanSupplier wanted) {
        try {
            publisher.tidy(wanted);
            remote.tidy(publisher.shown(), wanted);
        } catch (DamagedStoreException | OutOfMemoryError | StackOverflowError _) {
            forget();
        }
        if (!wanted.getAsBoolean()) {
            memory.atRest();
        }
    }

    /** Keeps the store bounded even where there never is a moment when nobody waits. */
    public void bound() {
        try {
            remote.bound(publisher.shown());
        } catch (DamagedStoreException | OutOfMemoryError | StackOverflowError _) {
            forget();
        }
        memory.afterSync();
    }

    private SyncResult run(Follow follow) {
        try {
            try {
                return fetchAndPublish(follow);
            } catch (DamagedStoreException _) {
                forget();
                return fetchAndPublish(follow);
            }
        } catch (DamagedStoreException e) {
            forget();
            return new SyncResult.Failed("Could not read what was fetched from " + follow.repository() + ", twice: "
                    + e.getMessage() + ". Check the disk of agent.state, and the repository with 'git fsck'.");
        } catch (OutOfMemoryError | StackOverflowError _) {
            return outOfMemory(follow);
        }
    }

    /**
     * The store goes, too: without it the remote sends whole files, and not differences that need twice their memory.
     */
    private SyncResult outOfMemory(Follow follow) {
        forget();
        return new SyncResult.Failed(
                "Could not sync " + follow.repository()
                        + ": the agent has too little memory for its largest files. Trying again with an empty store; if this lasts, raise -Xmx.");
    }

    /** An interrupted read looks like damage; it must not cost the store. */
    private void forget() {
        if (!Thread.currentThread().isInterrupted()) {
            remote.forget();
        }
    }

    private SyncResult fetchAndPublish(Follow follow) {
        var shown = publisher.shown();
        var held = shown != null && revisions.has(shown) ? shown : null;
        try (var arrivals = publisher.expect()) {
            return switch (remote.fetch(follow, held, arrivals)) {
                case Fetched.Failed(var reason) -> new SyncResult.Failed(reason);
                case Fetched.Found(var tip) -> publish(follow, tip);
            };
        }
    }

    private SyncResult publish(Follow follow, Tip tip) {
        try {
            return switch (publisher.publish(tip.commit())) {
                case Published.Updated(var from, var written, var removed) ->
                    new SyncResult.Updated(tip, from, written, removed);
                case Published.Unchanged() -> new SyncResult.Unchanged(tip);
                case Published.Failed(var reason) -> new SyncResult.Failed(reason);
            };
        } catch (UnpublishableException e) {
            return new SyncResult.Failed(
                    "Refused to publish " + tip.commit().abbreviated() + " of " + follow.repository() + ": "
                            + e.getMessage() + "; " + e.remedy() + ". The volume keeps showing what it showed.");
        }
    }
}
