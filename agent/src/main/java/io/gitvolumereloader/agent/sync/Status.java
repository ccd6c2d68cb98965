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
 * @param lastSuccess when the newest of the successful syncs ended
 * @param lastError why the newest of the failed syncs failed; kept after later successes
 * @param failures how many syncs have failed since the last success
 * @param syncs how many syncs have finished, failures included
 */
public record Status(
        @Nullable Announcement announced,
        @Nullable Shown published,
        @Nullable Instant behindSince,
        @Nullable Instant lastSuccess,
        @Nullable Failure lastError,
        long failures,
        long syncs) {

    private static final String NOT_SEEN =
            "Looked for the announced commit for 48 seconds, and the remote still shows the one before it. Going on with the safety poll; "
                    + "if this lasts, ask the Git provider about replication, or compare 'git ls-remote' with the provider's page.";

    /** Nothing is known yet, but that the volume is not filled since {@code start}. */
    public static Status atStart(Instant start) {
        return new Status(null, null, start, null, null, 0, 0);
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
        var since = behindSince == null && news ? now : behindSince;
        return new Status(announcement, published, since, lastSuccess, lastError, failures, syncs);
    }

    Status restored(CommitId commit, Instant now) {
        var shown = new Shown(null, commit, now);
        return new Status(announced, shown, behindSince, lastSuccess, lastError, failures, syncs);
    }

    Status verified(Publisher.Published found, Instant now) {
        return found instanceof Publisher.Published.Failed(var reason)
                ? new Status(announced, published, behindSince, lastSuccess, new Failure(now, reason), failures, syncs)
                : this;
    }

    Status synced(Report report, Instant now) {
        return switch (report.result()) {
            case SyncResult.Failed(var reason) -> {
                var since = behindSince == null ? report.started() : behindSince;
                var error = new Failure(now, reason);
                yield new Status(announced, published, since, lastSuccess, error, failures + 1, syncs + 1);
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
        var since = awaited ? behindSince : null;
        var commit = new Shown(tip.ref(), tip.commit(), at);
        return new Status(announced, commit, since, now, error, 0, syncs + 1);
    }
}
