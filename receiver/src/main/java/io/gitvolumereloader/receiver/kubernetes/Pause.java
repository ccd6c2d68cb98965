package io.gitvolumereloader.receiver.kubernetes;

import io.gitvolumereloader.receiver.hook.Deadline;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** How long to wait before a request is repeated: longer each time, and never as long as the others wait. */
final class Pause {
    private static final Duration SHORTEST = Duration.ofMillis(50);
    private static final int MAX_DOUBLINGS = 6;

    private Pause() {}

    /**
     * The pause after so many failures in a row. None after the first, since a connection from the pool may have died
     * of old age; then between half and all of 100 ms, 200 ms, up to 3.2 s.
     */
    static Duration after(int failures) {
        if (failures <= 1) {
            return Duration.ZERO;
        }
        var longest = SHORTEST.multipliedBy(1L << Math.min(failures - 1, MAX_DOUBLINGS));
        return longest.dividedBy(2)
                .plusNanos(ThreadLocalRandom.current()
                        .nextLong(longest.dividedBy(2).toNanos()));
    }

    static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    /** Waits, if there is time left afterwards; returns whether there is. */
    static boolean before(Deadline deadline, Duration pause) {
        if (pause.compareTo(deadline.remaining()) >= 0) {
            return false;
        }
        try {
            Thread.sleep(pause);
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
