package io.gitvolumereloader.agent.sync;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A push as the receiver announced it: a hint of what to expect at the remote, never an order.
 *
 * @param ref full name of what was pushed
 * @param before what the ref pointed to before; null where unknown or where it did not exist
 * @param after what the ref points to now; null where unknown or where it was deleted
 * @param delivery provider and delivery id, for people; null where unknown
 * @param at when the receiver accepted it; null where unknown
 */
public record Announcement(
        String ref,
        @Nullable CommitId before,
        @Nullable CommitId after,
        @Nullable String delivery,
        @Nullable Instant at) {

    /**
     * Whether the remote does not show this push yet, as far as one can tell, so that another look soon is worth it: it
     * shows what it showed before the push, or nothing new and not what was announced.
     *
     * <p>A tag may be announced by its tag object or by its commit: both count.
     *
     * @param tip what the remote shows
     * @param news whether the volume did not show that before
     */
    public boolean isStillToCome(Tip tip, boolean news) {
        return ref.equals(tip.ref()) && !tip.is(after) && (contradicts(tip) || (!news && after != null));
    }

    /** Whether the remote shows what it showed before this push. */
    public boolean contradicts(Tip tip) {
        return ref.equals(tip.ref()) && !tip.is(after) && tip.is(before);
    }
}
