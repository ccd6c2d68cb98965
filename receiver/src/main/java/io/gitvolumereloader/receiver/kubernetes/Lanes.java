package io.gitvolumereloader.receiver.kubernetes;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The lanes of the namespaces in which anything is to be written. Not safe to use from many threads. */
final class Lanes {
    private final int places;
    private final Map<String, Lane> lanes = new HashMap<>();

    /** @param places how many writes of one namespace may be under way */
    Lanes(int places) {
        this.places = places;
    }

    /** The lane of a write that waits or is under way. */
    Lane of(Write write) {
        return lanes.computeIfAbsent(write.namespace(), _ -> new Lane(places));
    }

    /** The lane of a namespace; empty where nothing is to be written. */
    Optional<Lane> of(String namespace) {
        return Optional.ofNullable(lanes.get(namespace));
    }

    /** One more annotation is to be written. */
    void enter(Write write) {
        of(write).count(1);
    }

    /** An annotation has been written, or is not needed. */
    void leave(Write write) {
        var lane = of(write);
        lane.count(-1);
        if (lane.targets() == 0) {
            lanes.remove(write.namespace());
        }
    }
}
