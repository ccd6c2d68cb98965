package io.gitvolumereloader.local.process;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what other processes do, by looking again and again, and never for ever. */
public final class Eventually {
    private static final Duration PAUSE = Duration.ofMillis(5);

    private Eventually() {}

    /**
     * Waits until {@code condition} holds.
     *
     * @param what ends the sentence "Waited 30 s for …"
     * @throws IllegalStateException if it doesn't hold in time
     */
    public static void until(String what, Duration limit, BooleanSupplier condition) {
        until(limit, PAUSE, condition, () -> "Waited " + limit.toSeconds() + " s for " + what);
    }

    /**
     * Waits until {@code condition} holds, with a pause between two looks.
     *
     * @param complaint asked for only when the time is up
     * @throws IllegalStateException with that complaint if it doesn't hold in time
     * @throws CancellationException if the waiting thread is interrupted; the flag stays set
     */
    public static void until(Duration limit, Duration pause, BooleanSupplier condition, Supplier<String> complaint) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException(complaint.get());
            }
            LockSupport.parkNanos(pause.toNanos());
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("Interrupted while waiting");
            }
        }
    }
}
