package io.gitvolumereloader.receiver.kubernetes;

import io.gitvolumereloader.receiver.hook.PushAnnotation;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.LongSupplier;

/**
 * What this replica wrote a short while ago, or may have written, for as long as an older delivery may still be on its
 * way or a list may not show it yet. Not safe to use from many threads.
 */
final class Recent {
    /** Longer than any delivery searches for its pods. */
    private static final Duration KEPT = Duration.ofMinutes(6);

    /** Some five megabytes; what is forgotten before its time may be replaced by an older push, which is harmless. */
    private static final int MAX_KEPT = 20_000;

    private static final long NEVER = Long.MIN_VALUE;

    /**
     * @param arrival of the delivery that was written last for certain; {@link #NEVER} if none was
     * @param annotation what the pod carries; empty while that is in doubt
     */
    private record Written(long arrival, Optional<PushAnnotation> annotation, long nanos) {}

    private final LongSupplier nanoTime;
    private final SequencedMap<Write.Target, Written> last = new LinkedHashMap<>();

    /** @param nanoTime a clock that only ever goes forward */
    Recent(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** A pod carries what was to be written. */
    void knows(Write write) {
        put(write, write.round().arrival(), Optional.of(write.annotation()));
    }

    /** A pod may carry what was to be written, or not. */
    void doubts(Write write) {
        var written = last.get(write.target());
        put(write, written == null ? NEVER : written.arrival(), Optional.empty());
    }

    private void put(Write write, long arrival, Optional<PushAnnotation> annotation) {
        var now = nanoTime.getAsLong();
        last.putLast(write.target(), new Written(arrival, annotation, now));
        while (last.size() > MAX_KEPT || now - last.firstEntry().getValue().nanos() > KEPT.toNanos()) {
            last.pollFirstEntry();
        }
    }

    /** Whether what was written last is of a later delivery than {@code write}. */
    boolean isNewerThan(Write write) {
        var written = last.get(write.target());
        return written != null && written.arrival() > write.round().arrival();
    }

    /** Whether what was written last, if anything, is certain and announces the same as {@code write}. */
    boolean agreesWith(Write write) {
        var written = last.get(write.target());
        return written == null
                || written.annotation()
                        .filter(carried -> PushAnnotation.announces(
                                carried.value(), write.annotation().push()))
                        .isPresent();
    }
}
