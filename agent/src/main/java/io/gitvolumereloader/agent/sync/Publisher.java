package io.gitvolumereloader.agent.sync;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Makes revisions of the store visible in the volume. Used by one thread at a time. */
public interface Publisher extends AutoCloseable {

    /** What came of publishing a revision. */
    sealed interface Published {
        /** The volume shows it; {@code from} is what it showed before, null where that is not known. */
        record Updated(@Nullable CommitId from, int written, int removed) implements Published {}

        /** The volume showed it already. */
        record Unchanged() implements Published {}

        /**
         * The volume may hold parts of it, and the next attempt continues from whatever is there.
         *
         * @param reason deed, object, cause and remedy
         */
        record Failed(String reason) implements Published {}
    }

    /** How closely to look at published files. */
    enum Look {
        /** By size, time and the like: cheap, and finds what an app or a person changed in the usual ways. */
        STAT,
        /** By content. */
        CONTENT
    }

    /**
     * Takes possession of the volume, once; asked before each sync.
     *
     * @return why the agent must not touch the volume, and what to do; empty where it may
     */
    Optional<String> refusal();

    /**
     * Asked before a fetch, once {@link #refusal()} is empty: what arrives is of use to the next {@link #publish}, and
     * forgotten when it is closed.
     */
    Arrivals expect();

    /**
     * Shows a revision that is in the store.
     *
     * @throws Revisions.DamagedStoreException where the store turns out not to hold it
     */
    Published publish(CommitId commit);

    /**
     * Looks whether the volume still is what was published, and mends it where somebody changed it.
     *
     * @return {@link Published.Unchanged} where nothing was changed or nothing is known to be shown;
     *     {@link Published.Updated} tells how many files were mended
     * @throws Revisions.DamagedStoreException where the store turns out not to hold what is shown
     */
    Published verify(Look look);

    /**
     * Does what can wait until nobody waits: prepares the next publish, removes what is kept no longer. May take
     * seconds.
     *
     * @param wanted whether somebody waits now; asked between steps, and the rest is left for the next time
     */
    void tidy(BooleanSupplier wanted);

    /** What the volume is known to show, completely; null where that is not known. */
    @Nullable CommitId shown();

    /**
     * What was shown, or was about to be shown, when the agent stopped last; null where it never published.
     *
     * <p>It can be published again without the remote if the store still has it.
     */
    @Nullable CommitId remembered();

    @Override
    void close();
}
