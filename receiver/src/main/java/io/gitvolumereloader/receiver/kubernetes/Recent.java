package io.gitvolumereloader.receiver.kubernetes;

import io.gitvolumereloader.receiver.hook.PushAnnotation;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.function.LongSupplier;

/**
 * What this replica wrote a short while ago, for as long as an older delivery may still be on its way or a list may not
 * show it yet. Not safe to use from many threads.
 */
final class Recent {
    /** Longer than any delivery searches for its pods. */
    private static final Duration KEPT = Duration.ofMinutes(6);

    /** Some five megabytes; what is forgotten before its time may be replaced by an older push, which is harmless. */
    private static final int MAX_KEPT = 20_000;

    private record Written(long arrival, PushAnnotation annotation, long nanos) {}

    private final LongSupplier nanoTime;
    private final SequencedMap<Write.Target, Written> last = new LinkedHashMap<>();

    /** @param nanoTime a clock that only ever goes forward */
    Recent(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** A pod carries what was to be written. */
    void knows(Write write) {
        var now = nanoTime.getAsLong();
        last.putLast(write.target(), new Written(write.round().arrival(), write.annotation(), now));
        while (last.size() > MAX_KEPT || now - last.firstEntry().getValue().nanos() > KEPT.toNanos()) {
            last.pollFirstEntry();
        }
    }

    /** Whether what was written last is of a later delivery than {@code write}. */
    boolean isNewerThan(Write write) {
        var written = last.get(write.target());
        return written != null && written.arrival() > write.round().arrival();
    }

    /** Whether what was written last, if anything, announces the same as {@code write}. */
    boolean agreesWith(Write write) {
        var written = last.get(write.target());
        return written == null
                || PushAnnotation.announces(
                        written.annotation().value(), write.annotation().push());
    }
}
