package io.gitvolumereloader.receiver;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * So many per second, and as many again at once after a while without: the tokens that nobody took in the last two
 * seconds are there. Safe to use from many threads; never blocks.
 */
final class TokenBucket {
    private static final double NANOS = Duration.ofSeconds(1).toNanos();
    private static final double SECONDS_KEPT = 2;

    private final int rate;
    private final LongSupplier nanos;
    private double tokens;
    private long filled;

    /**
     * A full bucket.
     *
     * @param rate tokens per second; at least 1
     * @param nanos a clock that never goes back, in nanoseconds
     */
    TokenBucket(int rate, LongSupplier nanos) {
        this.rate = rate;
        this.nanos = nanos;
        this.tokens = rate * SECONDS_KEPT;
        this.filled = nanos.getAsLong();
    }

    /** Takes a token; false where there is none. */
    synchronized boolean take() {
        if (isEmpty()) {
            return false;
        }
        tokens--;
        return true;
    }

    synchronized boolean isEmpty() {
        var now = nanos.getAsLong();
        tokens = Math.min(rate * SECONDS_KEPT, tokens + (now - filled) / NANOS * rate);
        filled = now;
        return tokens < 1;
    }
}
