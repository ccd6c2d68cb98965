package io.gitvolumereloader.agent.sync;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Tells whether the sync loop is alive: it waits for work, or its work made progress not long ago.
 *
 * <p>The loop's thread writes, any thread reads.
 */
public final class Heart {
    private static final long IDLE = Long.MIN_VALUE;

    private final Duration longestWork;
    private final LongSupplier nanoTime;
    private volatile long busySince = IDLE;
    private volatile boolean stopped;

    /**
     * A heart whose loop may be at work for up to {@code longestWork}; {@code nanoTime} is the clock of
     * {@link System#nanoTime}.
     */
    public Heart(Duration longestWork, LongSupplier nanoTime) {
        this.longestWork = longestWork;
        this.nanoTime = nanoTime;
    }

    /** Whether the loop is alive. */
    public boolean isBeating() {
        var since = busySince;
        return !stopped && (since == IDLE || nanoTime.getAsLong() - since <= longestWork.toNanos());
    }

    /** Takes note that the work at hand makes progress, so that a long one is not taken for a dead one. */
    public void progresses() {
        if (busySince != IDLE) {
            busySince = nanoTime.getAsLong();
        }
    }

    /** Takes note that work begins. */
    public void works() {
        busySince = nanoTime.getAsLong();
    }

    void rests() {
        busySince = IDLE;
    }

    void stops() {
        stopped = true;
    }
}
