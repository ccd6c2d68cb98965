package io.gitvolumereloader.receiver.kubernetes;

import io.gitvolumereloader.receiver.hook.PushAnnotation;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What this replica wrote a short while ago, or may have written, for as long as an older delivery may still be on its
 * way or a list may not show it yet. Not safe to use from many threads.
 */
final class Recent {
    /** Longer than any delivery searches for its pods. */
    private static final Duration KEPT = Duration.ofMinutes(6);

    /** Some five megabytes; what is forgotten before its time may be replaced by an older push, which is harmless. */
    private static final int MAX_KEPT = 20_000;

    /** Of which delivery, and when. */
    private interface Entry {
        long arrival();

        long nanos();
    }

    private record Written(long arrival, PushAnnotation annotation, long nanos) implements Entry {}

    private record InDoubt(long arrival, long nanos) implements Entry {}

    private final LongSupplier nanoTime;
    private final SequencedMap<Write.Target, Written> last = new LinkedHashMap<>();

    /** For themselves, so that what others write does not have them forgotten. */
    private final SequencedMap<Write.Target, InDoubt> doubts = new LinkedHashMap<>();

    /** @param nanoTime a clock that only ever goes forward */
    Recent(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** A pod carries what was to be written. */
    void knows(Write write) {
        doubts.remove(write.target());
        put(last, write, new Written(arrival(write), write.annotation(), nanoTime.getAsLong()));
    }

    /** A pod may carry what was to be written, or not. */
    void doubts(Write write) {
        var before = doubts.get(write.target());
        var newest = before == null ? arrival(write) : Math.max(before.arrival(), arrival(write));
        put(doubts, write, new InDoubt(newest, nanoTime.getAsLong()));
    }

    /** Whether what was written last for certain is of a later delivery than {@code write}. */
    boolean isNewerThan(Write write) {
        return isOlder(write, last.get(write.target()));
    }

    /**
     * Whether a pod that carried what is to be written when it was listed is known to carry it still: what was written
     * last, if anything, announces the same, and no older delivery may have written anything since.
     */
    boolean agreesWith(Write write) {
        var written = last.get(write.target());
        var doubt = doubts.get(write.target());
        return (doubt == null || isOlder(write, doubt))
                && (written == null
                        || PushAnnotation.announces(
                                written.annotation().value(), write.annotation().push()));
    }

    private static boolean isOlder(Write write, @Nullable Entry entry) {
        return entry != null && entry.arrival() > arrival(write);
    }

    private static long arrival(Write write) {
        return write.round().arrival();
    }

    private static <E extends Entry> void put(SequencedMap<Write.Target, E> entries, Write write, E entry) {
        entries.putLast(write.target(), entry);
        while (entries.size() > MAX_KEPT
                || entry.nanos() - entries.firstEntry().getValue().nanos() > KEPT.toNanos()) {
            entries.pollFirstEntry();
        }
    }
}
