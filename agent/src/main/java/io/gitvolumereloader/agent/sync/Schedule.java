package io.gitvolumereloader.agent.sync;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Decides when to look at the remote next if nobody asks before.
 *
 * <p>After a success: at the next safety poll. After a failure: soon, then ever later, up to the safety poll's period.
 * While an announced push is still to come: after the steps of {@code docs/contract.md}, rule 4.
 */
public final class Schedule {
    private static final List<Duration> CATCH_UP = List.of(
            Duration.ofMillis(200),
            Duration.ofMillis(500),
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30));
    private static final Duration LONGEST_POLL = Duration.ofDays(365);
    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final int MOST_DOUBLINGS = 20;

    private final Duration poll;
    private final double jitter;
    private final RandomGenerator random;

    /**
     * A schedule.
     *
     * @param poll the safety poll's period; more than nothing, at most 365 days
     * @param jitter by which part of itself a wait is made longer or shorter at random, 0 to 1
     */
    public Schedule(Duration poll, double jitter, RandomGenerator random) {
        if (!poll.isPositive() || poll.compareTo(LONGEST_POLL) > 0) {
            throw new IllegalArgumentException("agent.poll.every is " + poll
                    + "; it must be more than nothing and at most 365 days, for example 5m");
        }
        if (!(jitter >= 0 && jitter <= 1)) {
            throw new IllegalArgumentException("agent.poll.jitter is " + jitter + "; it must lie between 0% and 100%");
        }
        this.poll = poll;
        this.jitter = jitter;
        this.random = random;
    }

    /**
     * What comes next.
     *
     * @param delay how long to wait for somebody to ask
     * @param request what to do when nobody did
     * @param missed whether an announced push was looked for to the end, and the remote still shows what was there
     *     before it
     */
    public record Next(Duration delay, Request request, boolean missed) {}

    /** What comes after {@code done} led to {@code result}. */
    public Next after(Request done, SyncResult result) {
        return switch (result) {
            case SyncResult.Failed _ -> retry(done);
            case SyncResult.Updated(var tip, var _, var _, var _) -> expect(done, tip, true);
            case SyncResult.Unchanged(var tip) -> expect(done, tip, false);
        };
    }

    private Next retry(Request done) {
        var failures = done instanceof Request.Retry(var before, var _) ? before + 1 : 1;
        var wait = FIRST_RETRY.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
        return new Next(jittered(shorter(wait, poll)), new Request.Retry(failures, done.expected()), false);
    }

    private Next expect(Request done, Tip tip, boolean news) {
        var expected = done.expected();
        if (expected == null || !expected.isStillToCome(tip, news)) {
            return new Next(jittered(poll), new Request.Poll(), false);
        }
        var looks = done instanceof Request.LookAgain(var _, var before) ? before : 0;
        return looks < CATCH_UP.size()
                ? new Next(CATCH_UP.get(looks), new Request.LookAgain(expected, looks + 1), false)
                : new Next(jittered(poll), new Request.Poll(), expected.contradicts(tip));
    }

    private Duration jittered(Duration wait) {
        var factor = 1 + jitter * (2 * random.nextDouble() - 1);
        return Duration.ofNanos(Math.max(1, (long) (wait.toNanos() * factor)));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
