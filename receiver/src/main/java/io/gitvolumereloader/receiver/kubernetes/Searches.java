package io.gitvolumereloader.receiver.kubernetes;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The searches for pods that are under way, and which of those that failed may begin again: all until their delivery is
 * answered, and then as long as there is room for what they keep in memory. Used under the lock of the {@link FanOut}.
 */
final class Searches {
    private final int room;
    private final Map<Round, Integer> kept = new HashMap<>();
    private int taken;
    private int open;
    private int denied;

    /** @param room how much memory those may take whose delivery has been answered, in {@link Round#weight} */
    Searches(int room) {
        this.room = room;
    }

    void begin(int namespaces) {
        open += namespaces;
    }

    /** A search has failed; returns whether it may begin again. */
    boolean mayBeginAgain(Round round, String namespace, PodListing.Failure failure) {
        denied -= round.unsearched().denied();
        round.searchesOn(namespace, failure);
        denied += round.unsearched().denied();
        return round.unsearched().isWorthIt(namespace) && (!round.isAnswered() || kept.containsKey(round));
    }

    /** A search has ended, for a reason if it failed. */
    void end(Round round, String namespace, Optional<String> failure) {
        denied -= round.unsearched().denied();
        round.searched(namespace, failure);
        denied += round.unsearched().denied();
        open--;
        if (round.unsearched().isEmpty() && kept.containsKey(round)) {
            taken -= kept.remove(round);
        }
    }

    /** How many are worth waiting for: those that are not refused. */
    int waiting() {
        return open - denied;
    }

    /** A delivery is about to be answered; returns whether what is still searched for may begin again afterwards. */
    boolean answered(Round round) {
        var weight = round.weight();
        if (round.unsearched().isEmpty() || taken + weight > room) {
            return false;
        }
        taken += weight;
        kept.put(round, weight);
        return true;
    }
}
