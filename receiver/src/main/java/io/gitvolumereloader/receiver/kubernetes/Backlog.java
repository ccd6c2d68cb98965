package io.gitvolumereloader.receiver.kubernetes;

import io.gitvolumereloader.receiver.hook.Marking;
import java.time.Duration;
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

    private final Limits limits;
    private final Turns turns = new Turns();
    private final Lanes lanes;
    private final Slots slots;
    private final Recent recent = new Recent(System::nanoTime);
    private int running;

    Backlog(Limits limits) {
        this.limits = limits;
        this.lanes = new Lanes(limits.inFlightOfOne());
        this.slots = new Slots(lanes);
    }

    /** Takes a write, unless it is not needed or there is no room. */
    void submit(Write write) {
        var slot = slots.of(write);
        if (slot.isNewerThan(write) || recent.isNewerThan(write)) {
            settle(write, new Marking.Overtaken(write.follower()));
        } else {
            if (slot.next != null) {
                turns.remove(slot.next);
                lanes.of(write).remove(slot.next);
                settle(slot.next, new Marking.Overtaken(slot.next.follower()));
                slot.next = null;
            }
            if (write.isKnown() && slot.running == null && recent.agreesWith(write)) {
                recent.knows(write);
                settle(write, new Marking.Unchanged(write.follower()));
            } else if (isFull(write)) {
                settle(write, new Marking.Unreached(write.follower(), FULL));
            } else {
                slot.next = write;
                queue(slot);
            }
        }
        admit(lanes.of(write));
        slots.tidy(write, slot);
    }

    private boolean isFull(Write write) {
        return slots.size() > limits.backlog() || lanes.of(write).targets() > limits.backlogOfOne();
    }

    /** The write whose turn it is, which is under way from now on; empty where none may begin. */
    Optional<Write> next() {
        for (var next = turns.next(); next.isPresent(); next = turns.next()) {
            var write = next.get();
            var lane = lanes.of(write);
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
        var slot = slots.of(write);
        slot.next = null;
        slot.running = write;
        running++;
        lane.begin();
        admit(lane);
    }

    private void expire(Write write, Lane lane) {
        var slot = slots.of(write);
        slot.next = null;
        var why = write.reason().isEmpty() ? lane.refusal() : write.reason();
        settle(write, new Marking.Unreached(write.follower(), why.isEmpty() ? TOO_LONG : why));
        slots.tidy(write, slot);
        admit(lane);
    }

    /** One write of an open lane is always among those that take turns, so that none is forgotten. */
    private void admit(Lane lane) {
        lane.next().ifPresent(turns::add);
    }

    /** A write that was under way has ended, and the API server did what it was asked or refused just that. */
    void ended(Write write, Marking how) {
        if (how instanceof Marking.Marked) {
            recent.knows(write);
        }
        var lane = lanes.of(write);
        var slot = release(write);
        lane.works();
        settle(write, how);
        queue(slot);
        slots.tidy(write, slot);
        admit(lane);
    }

    /**
     * A write that was under way has failed. It waits until it is {@link #due} again, unless a newer one has come.
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
        if (slot.next != write) {
            queue(slot);
        }
        var lane = lanes.of(write);
        var pause = lane.fails(refusal);
        admit(lane);
        return pause;
    }

    /**
     * A write that was under way has failed so that it may have been done all the same, whatever an older list says.
     */
    void doubts(Write write) {
        recent.doubts(write);
    }

    /** A write that has failed has waited for long enough, unless a newer one has taken its place. */
    void due(Write write) {
        slots.known(write).filter(slot -> slot.next == write).ifPresent(this::queue);
    }

    /** The pause of a namespace has ended. */
    void goOn(String namespace) {
        lanes.of(namespace).ifPresent(lane -> {
            lane.goOn();
            admit(lane);
        });
    }

    /** What is to be said of a write: nobody whose namespace is refused is promised anything, though it is tried on. */
    Marking asOfNow(Marking marking) {
        var follower = marking.follower();
        var refusal = lanes.of(follower.namespace()).map(Lane::refusal).orElse("");
        return marking instanceof Marking.Continuing && !refusal.isEmpty()
                ? new Marking.Unreached(follower, refusal)
                : marking;
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
        return slots.writes();
    }

    private Slot release(Write write) {
        var slot = slots.of(write);
        slot.running = null;
        running--;
        lanes.of(write).end();
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
}
