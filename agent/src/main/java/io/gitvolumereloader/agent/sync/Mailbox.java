package io.gitvolumereloader.agent.sync;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Holds the newest request for a sync until the loop takes it; a newer one takes the place of an older one, but does
 * not make it forget an announced push.
 *
 * <p>Any number of threads may put, one takes. Nothing is lost: whatever arrives during a sync leads to one more.
 */
public final class Mailbox {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private @Nullable Request newest;

    /** Leaves a request; never waits for the taker. */
    public void put(Request request) {
        lock.lock();
        try {
            newest = newest == null ? request : request.insteadOf(newest);
            filled.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Whether a request waits to be taken. */
    public boolean isFilled() {
        lock.lock();
        try {
            return newest != null;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes the newest request, waiting for one up to {@code patience} (at most 292 years).
     *
     * @return empty where none came
     */
    public Optional<Request> take(Duration patience) throws InterruptedException {
        lock.lock();
        try {
            var left = patience.toNanos();
            while (newest == null && left > 0) {
                left = filled.awaitNanos(left);
            }
            var taken = Optional.ofNullable(newest);
            newest = null;
            return taken;
        } finally {
            lock.unlock();
        }
    }
}
