package io.gitvolumereloader.receiver.hook;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The moment by which work ends. It goes by a clock that only ever goes forward, whatever happens to the time of day.
 *
 * @param nanoTime that clock, such as {@link System#nanoTime}
 * @param end the moment, by that clock
 */
public record Deadline(LongSupplier nanoTime, long end) {
    /** A deadline that passes {@code budget} from now. */
    public static Deadline in(Duration budget) {
        return in(budget, System::nanoTime);
    }

    static Deadline in(Duration budget, LongSupplier nanoTime) {
        return new Deadline(nanoTime, nanoTime.getAsLong() + budget.toNanos());
    }

    /** The one that passes {@code budget} from now, or this one, whichever is earlier. */
    public Deadline within(Duration budget) {
        return remaining().compareTo(budget) <= 0 ? this : in(budget, nanoTime);
    }

    /** What is left; zero once the deadline has passed. */
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, end - nanoTime.getAsLong()));
    }
}
