package io.gitvolumereloader.agent.trigger;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: a random part of a window that doubles with each failure in a row. The
 * first window is wide already, so that all who were cut off at the same moment don't come back at the same moment.
 *
 * <p>Used by one thread.
 */
final class Backoff {
    private static final int MOST_DOUBLINGS = 20;

    private final Duration first;
    private final Duration longest;
    private final RandomGenerator random;

    /** Windows from {@code first} up to {@code longest}, or {@code first} where that is longer. */
    Backoff(Duration first, Duration longest, RandomGenerator random) {
        this.first = first;
        this.longest = first.compareTo(longest) < 0 ? longest : first;
        this.random = random;
    }

    /**
     * The wait after {@code failures} of them in a row, at least 1.
     *
     * @param atLeast what the other side asks for; the random part comes on top of it
     */
    Duration pause(int failures, Duration atLeast) {
        var doubled = first.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
        var window = doubled.compareTo(longest) < 0 ? doubled : longest;
        return atLeast.plusNanos((long) (window.toNanos() * random.nextDouble()));
    }

    /** Between once and twice {@code shortest}, so that what begins together does not end together. */
    Duration spread(Duration shortest) {
        return shortest.plusNanos((long) (shortest.toNanos() * random.nextDouble()));
    }
}
