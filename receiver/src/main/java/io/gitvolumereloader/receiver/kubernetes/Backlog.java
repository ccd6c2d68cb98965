package io.gitvolumereloader.receiver.kubernetes;

import io.gitvolumereloader.receiver.hook.Marking;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The writes that wait and those that are under way. Of one annotation there is one under way at a time and one to
 * come, the newest: an older push never replaces a newer one.
 *
 * <p>Not safe to use from many threads.
 */
final class Backlog {
    private static final String FULL = "too many pods wait to be marked already";
    private static final String TOO_LONG = "it was not its turn for too long";

    /** The writes of one target: one under way, and the newest, which comes after it. */
    private static final class Slot {
        private @Nullable Write running;
        private @Nullable Write next;
    }

    private final int limit;
    private final Turns turns = new Turns();
    private final Map<Write.Target, Slot> slots = new HashMap<>();
    private final Recent recent = new Recent(System::nanoTime);
    private int running;

    /** @param limit of how many targets writes may wait */
    Backlog(int limit) {
        this.limit = limit;
    }

    /**
     * Takes a write, unless it is not needed or there is no room.
     *
     * @param known whether the pod carried the same when it was listed
     */
    void submit(Write write, boolean known) {
        var slot = slot(write);
        if (isNewer(slot.running, write) || isNewer(slot.next, write) || recent.isNewerThan(write)) {
            settle(write, new Marking.Overtaken(write.follower()));
        } else {
            if (slot.next != null) {
                turns.remove(slot.next);
                settle(slot.next, new Marking.Overtaken(slot.next.follower()));
                slot.next = null;
            }
            if (known && slot.running == null && recent.agreesWith(write)) {
                settle(write, new Marking.Unchanged(write.follower()));
            } else if (slots.size() > limit) {
                settle(write, new Marking.Unreached(write.follower(), FULL));
            } else {
                slot.next = write;
                queue(slot);
            }
        }
        tidy(write, slot);
    }

    /** The write whose turn it is, which is under way from now on; empty where none waits. */
    Optional<Write> next() {
        for (var next = turns.next(); next.isPresent(); next = turns.next()) {
            var write = next.get();
            var slot = slot(write);
            slot.next = null;
            if (!write.round().end().remaining().isZero()) {
                slot.running = write;
                running++;
                return next;
            }
            var reason = write.reason().isEmpty() ? TOO_LONG : write.reason();
            settle(write, new Marking.Unreached(write.follower(), reason));
            tidy(write, slot);
        }
        return Optional.empty();
    }

    /** A write that was under way has ended, well or not. */
    void ended(Write write, Marking how) {
        if (how instanceof Marking.Marked) {
            recent.wrote(write);
        }
        var slot = release(write);
        settle(write, how);
        queue(slot);
        tidy(write, slot);
    }

    /** A write that was under way has failed; returns whether it waits to be {@link #due} again. */
    boolean failed(Write write) {
        if (slot(write).next != null) {
            ended(write, new Marking.Overtaken(write.follower()));
            return false;
        }
        release(write).next = write;
        write.round().continues(write);
        return true;
    }

    /** A write that has failed has waited for long enough, unless a newer one has taken its place. */
    void due(Write write) {
        var slot = slots.get(write.target());
        if (slot != null && slot.next == write) {
            queue(slot);
        }
    }

    /** How many writes are under way. */
    int running() {
        return running;
    }

    /** Of how many annotations writes wait or are under way. */
    int targets() {
        return slots.size();
    }

    /** How many writes wait or are under way. */
    int writes() {
        return slots.values().stream()
                .mapToInt(slot -> (slot.running == null ? 0 : 1) + (slot.next == null ? 0 : 1))
                .sum();
    }

    private Slot slot(Write write) {
        return slots.computeIfAbsent(write.target(), _ -> new Slot());
    }

    private Slot release(Write write) {
        var slot = slot(write);
        slot.running = null;
        running--;
        return slot;
    }

    private void queue(Slot slot) {
        if (slot.running == null && slot.next != null) {
            turns.add(slot.next);
        }
    }

    private static boolean isNewer(@Nullable Write one, Write other) {
        return one != null && one.round().arrival() > other.round().arrival();
    }

    private static void settle(Write write, Marking marking) {
        write.round().settle(write, marking);
    }

    private void tidy(Write write, Slot slot) {
        if (slot.running == null && slot.next == null) {
            slots.remove(write.target());
        }
    }
}
