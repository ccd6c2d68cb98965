package io.gitvolumereloader.receiver.kubernetes;

import io.gitvolumereloader.receiver.hook.Marking;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The writes that wait and those that are under way. Of one annotation there is one under way at a time and one to
 * come, the newest: an older push never replaces a newer one. Deliveries take {@link Turns}, and no namespace may take
 * all places, least of all one in which writes fail.
 *
 * <p>Not safe to use from many threads.
 */
final class Backlog {
    private static final String FULL = "too many pods wait to be marked already";
    private static final String TOO_LONG = "it was not its turn for too long";

    private final int limit;
    private final int ofOneNamespace;
    private final Turns turns = new Turns();
    private final Map<String, Lane> lanes = new HashMap<>();
    private final Map<Write.Target, Slot> slots = new HashMap<>();
    private final Recent recent = new Recent(System::nanoTime);
    private int running;

    /**
     * @param limit of how many targets writes may wait
     * @param ofOneNamespace how many writes to pods of one namespace may be under way
     */
    Backlog(int limit, int ofOneNamespace) {
        this.limit = limit;
        this.ofOneNamespace = ofOneNamespace;
    }

    /**
     * Takes a write, unless it is not needed or there is no room.
     *
     * @param known whether the pod carried the same when it was listed
     */
    void submit(Write write, boolean known) {
        var slot = slot(write);
        if (slot.isNewerThan(write) || recent.isNewerThan(write)) {
            settle(write, new Marking.Overtaken(write.follower()));
        } else {
            if (slot.next != null) {
                turns.remove(slot.next);
                lane(write.namespace()).remove(slot.next);
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
        admit(lane(write.namespace()));
        tidy(write, slot);
    }

    /** The write whose turn it is, which is under way from now on; empty where none may begin. */
    Optional<Write> next() {
        for (var next = turns.next(); next.isPresent(); next = turns.next()) {
            var write = next.get();
            var lane = lane(write.namespace());
            if (write.round().end().remaining().isZero()) {
                expire(write, lane);
            } else if (lane.isOpen()) {
                begin(write, lane);
                return next;
            } else {
                lane.park(write);
            }
        }
        return Optional.empty();
    }

    private void begin(Write write, Lane lane) {
        var slot = slot(write);
        slot.next = null;
        slot.running = write;
        running++;
        lane.begin();
        admit(lane);
    }

    private void expire(Write write, Lane lane) {
        var slot = slot(write);
        slot.next = null;
        var why = write.reason().isEmpty() ? lane.refusal() : write.reason();
        settle(write, new Marking.Unreached(write.follower(), why.isEmpty() ? TOO_LONG : why));
        tidy(write, slot);
        admit(lane);
    }

    /** One write of an open lane is always among those that take turns, so that none is forgotten. */
    private void admit(Lane lane) {
        lane.next().ifPresent(turns::add);
    }

    /** A write that was under way has ended, and the API server did what it was asked or refused just that. */
    void ended(Write write, Marking how) {
        if (how instanceof Marking.Marked) {
            recent.wrote(write);
        }
        var slot = release(write);
        lane(write.namespace()).works();
        settle(write, how);
        queue(slot);
        tidy(write, slot);
        admit(lane(write.namespace()));
    }

    /**
     * A write that was under way has failed. It waits to be repeated, unless a newer one has come.
     *
     * @param refusal why that happens to every write of its namespace; empty where that is not known
     * @return after what time {@link #goOn} is to be called; zero for never
     */
    Duration failed(Write write, String refusal) {
        var slot = release(write);
        if (slot.next == null) {
            slot.next = write;
            write.round().continues(write);
        } else {
            settle(write, new Marking.Overtaken(write.follower()));
        }
        queue(slot);
        var lane = lane(write.namespace());
        var pause = lane.fails(refusal);
        admit(lane);
        return pause;
    }

    /** The pause of a namespace has ended. */
    void goOn(String namespace) {
        var lane = lane(namespace);
        lane.goOn();
        admit(lane);
    }

    /** Why the API server refuses every write to a namespace at present; empty where it does not. */
    String refusal(String namespace) {
        return lane(namespace).refusal();
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
        return slots.values().stream().mapToInt(Slot::writes).sum();
    }

    private Slot slot(Write write) {
        return slots.computeIfAbsent(write.target(), _ -> new Slot());
    }

    private Lane lane(String namespace) {
        return lanes.computeIfAbsent(namespace, _ -> new Lane(ofOneNamespace));
    }

    private Slot release(Write write) {
        var slot = slot(write);
        slot.running = null;
        running--;
        lane(write.namespace()).end();
        return slot;
    }

    private void queue(Slot slot) {
        if (slot.running == null && slot.next != null) {
            turns.add(slot.next);
        }
    }

    private static void settle(Write write, Marking marking) {
        write.round().settle(write, marking);
    }

    private void tidy(Write write, Slot slot) {
        if (slot.writes() == 0) {
            slots.remove(write.target());
        }
    }
}
