package io.gitvolumereloader.agent.sync;

import java.time.Duration;
import java.time.Instant;

/**
 * What there is to tell about one finished sync.
 *
 * @param request what asked for it
 * @param result what it led to
 * @param next what comes after it
 * @param started when it started
 * @param took how long it took
 */
public record Report(Request request, SyncResult result, Schedule.Next next, Instant started, Duration took) {

    /** Hears of what the loop does, on the loop's thread. Must not throw. */
    public interface Listener {
        /** The volume shows a whole revision again, before the remote was asked for the first time. */
        void restored(CommitId commit);

        /** A sync has finished. */
        void synced(Report report);

        /**
         * What was published was looked at: {@code found} tells whether somebody had changed it, and what was mended.
         */
        void verified(Publisher.Look look, Publisher.Published found);

        /** What can wait could not be done, and is tried again; {@code reason} is fit for a log. */
        void untidy(String reason);
    }
}
