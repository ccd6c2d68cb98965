package io.gitvolumereloader.receiver;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How much of bodies that nobody has authenticated yet may be in memory at a time, over all requests.
 *
 * <p>Safe to use from many threads; never blocks.
 */
final class BodyBudget {
    private final AtomicLong left;

    BodyBudget(long bytes) {
        this.left = new AtomicLong(bytes);
    }

    /** Sets {@code bytes} aside; false where that much is not left. Whoever gets true gives them back. */
    boolean take(long bytes) {
        return left.getAndUpdate(now -> now >= bytes ? now - bytes : now) >= bytes;
    }

    void giveBack(long bytes) {
        left.addAndGet(bytes);
    }
}
