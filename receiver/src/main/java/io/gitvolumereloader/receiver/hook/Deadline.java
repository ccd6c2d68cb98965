package io.gitvolumereloader.receiver.hook;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The moment by which all work for a delivery ends. */
public record Deadline(InstantSource clock, Instant at) {
    /** A deadline that passes {@code budget} from now. */
    public static Deadline in(Duration budget, InstantSource clock) {
        return new Deadline(clock, clock.instant().plus(budget));
    }

    /** An earlier deadline, by which this {@code part} (0 to 1) of what is left now has passed. */
    public Deadline after(double part) {
        return in(Duration.ofNanos((long) (remaining().toNanos() * part)), clock);
    }

    /** What is left; zero once the deadline has passed. */
    public Duration remaining() {
        var left = Duration.between(clock.instant(), at);
        return left.isNegative() ? Duration.ZERO : left;
    }
}
