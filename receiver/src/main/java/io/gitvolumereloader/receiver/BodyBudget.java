package io.gitvolumereloader.receiver;

import java.util.concurrent.Semaphore;

/**
 * How much of bodies that nobody has authenticated yet may be in memory at a time, over all requests.
 *
 * <p>Safe to use from many threads; never blocks.
 */
final class BodyBudget {
    private static final int UNIT = 1024;

    private final Semaphore units;

    BodyBudget(long bytes) {
        this.units = new Semaphore(units(bytes));
    }

    /** Sets {@code bytes} aside; false where that much is not left. Whoever gets true gives them back. */
    boolean take(long bytes) {
        return units.tryAcquire(units(bytes));
    }

    void giveBack(long bytes) {
        units.release(units(bytes));
    }

    private static int units(long bytes) {
        return Math.toIntExact(Math.ceilDiv(bytes, UNIT));
    }
}
