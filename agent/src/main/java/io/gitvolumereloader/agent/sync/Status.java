package io.gitvolumereloader.agent.sync;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the agent knows about its volume. Immutable; null means "nothing yet".
 *
 * @param announced the newest push that was announced
 * @param published what the volume shows
 * @param behindSince since when the volume is, or may be, older than the tip; null where it equals the tip as far as is
 *     known
 * @param lastError why the newest of the failed syncs failed; kept after later successes
 * @param syncs how many syncs have finished, failures included
 */
public record Status(
        @Nullable Announcement announced,
        @Nullable Shown published,
        @Nullable Instant behindSince,
        @Nullable Failure lastError,
        long syncs) {

    private static final String NOT_SEEN =
            "Looked for the announced commit for 48 seconds, and the remote still shows the one before it. Going on with the safety poll; "
                    + "if this lasts, ask the Git provider about replication, or compare 'git ls-remote' with the provider's page.";

    /** Nothing is known yet, but that the volume is not filled since {@code start}. */
    public static Status atStart(Instant start) {
        return new Status(null, null, start, null, 0);
    }

    /**
     * The volume shows {@code commit}, the tip of {@code ref}, null where it was restored without asking the remote.
     */
    public record Shown(@Nullable String ref, CommitId commit, Instant at) {}

    /** A sync failed. */
    public record Failure(Instant at, String reason) {}

    Status announced(Announcement announcement, Instant now) {
        var shown = published;
        var news = shown == null || !shown.commit().equals(announcement.after());
        return new Status(announcement, published, behindSince == null && news ? now : behindSince, lastError, syncs);
    }

    Status restored(CommitId commit, Instant now) {
        return new Status(announced, new Shown(null, commit, now), behindSince, lastError, syncs);
    }

    Status verified(Publisher.Published found, Instant now) {
        return found instanceof Publisher.Published.Failed(var reason)
                ? new Status(announced, published, behindSince, new Failure(now, reason), syncs)
                : this;
    }

    Status synced(Report report, Instant now) {
        return switch (report.result()) {
            case SyncResult.Failed(var reason) -> {
                var since = behindSince == null ? report.started() : behindSince;
                yield new Status(announced, published, since, new Failure(now, reason), syncs + 1);
            }
            case SyncResult.Updated(var tip, var _, var _, var _) -> shows(tip, now, report);
            case SyncResult.Unchanged(var tip) -> shows(tip, now, report);
        };
    }

    private Status shows(Tip tip, Instant now, Report report) {
        var shown = published;
        var at = shown == null || !shown.commit().equals(tip.commit()) ? now : shown.at();
        var error = report.next().missed() ? new Failure(now, NOT_SEEN) : lastError;
        var awaited = report.next().request() instanceof Request.LookAgain;
        return new Status(
                announced, new Shown(tip.ref(), tip.commit(), at), awaited ? behindSince : null, error, syncs + 1);
    }
}
