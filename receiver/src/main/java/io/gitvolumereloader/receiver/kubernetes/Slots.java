package io.gitvolumereloader.receiver.kubernetes;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The slots of all annotations that are to be written. Not safe to use from many threads. */
final class Slots {
    private final Map<Write.Target, Slot> slots = new HashMap<>();
    private final Lanes lanes;

    /** @param lanes hear of each slot that comes and goes */
    Slots(Lanes lanes) {
        this.lanes = lanes;
    }

    /** The slot of a write, which is there from now on. */
    Slot of(Write write) {
        return slots.computeIfAbsent(write.target(), _ -> {
            lanes.enter(write);
            return new Slot();
        });
    }

    /** The slot of a write; empty if there is none any more. */
    Optional<Slot> known(Write write) {
        return Optional.ofNullable(slots.get(write.target()));
    }

    /** Removes the slot if nothing is in it. */
    void tidy(Write write, Slot slot) {
        if (slot.writes() == 0) {
            slots.remove(write.target());
            lanes.leave(write);
        }
    }

    int size() {
        return slots.size();
    }

    /** How many writes wait or are under way. */
    int writes() {
        return slots.values().stream().mapToInt(Slot::writes).sum();
    }
}
