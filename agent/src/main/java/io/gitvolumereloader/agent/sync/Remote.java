package io.gitvolumereloader.agent.sync;

import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The remote repository, and the local store of what was fetched from it. Used by one thread at a time. */
public interface Remote {

    /** What came of a fetch. */
    sealed interface Fetched {
        /** The tip and all that belongs to its commit are in the store. */
        record Found(Tip tip) implements Fetched {}

        /**
         * They are not.
         *
         * @param reason deed, object, cause and remedy, without any secret
         */
        record Failed(String reason) implements Fetched {}
    }

    /**
     * Asks the remote for the tip, and fetches it unless it is {@code held}.
     *
     * @param held the commit that the volume shows, which need not be fetched again; null where that is not known
     * @param arrivals gets the contents of blobs as they come in
     * @throws Revisions.DamagedStoreException where the store's own content stands in the way
     */
    Fetched fetch(Assignment.Follow follow, @Nullable CommitId held, Arrivals arrivals);

    /** The same where nobody wants what arrives. */
    default Fetched fetch(Assignment.Follow follow, @Nullable CommitId held) {
        return fetch(follow, held, Arrivals.NONE);
    }

    /** Throws the store away, so that the next fetch starts afresh. What is published is not touched. */
    void forget();

    /**
     * Keeps the store small: what {@code shown} and the newest fetched revision need, no more. May take seconds; does
     * nothing most of the time.
     *
     * @param shown the commit that the volume shows; null where that is not known
     * @param wanted whether somebody waits now; asked while at work, which then is left for the next time
     */
    void tidy(@Nullable CommitId shown, BooleanSupplier wanted);

    /** The same for a store that grew so large that it can't wait; does nothing almost always. */
    void bound(@Nullable CommitId shown);
}
