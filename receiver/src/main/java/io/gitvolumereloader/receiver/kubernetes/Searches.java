package io.gitvolumereloader.receiver.kubernetes;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The searches for pods that are under way, and which of those that failed may begin again: all until their delivery is
 * answered, and then those for which there was room in memory at that time and is for what they keep since. Used under
 * the lock of the {@link FanOut}.
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

    /** A search has failed that keeps in mind {@code found} volumes; returns whether it may begin again. */
    boolean mayBeginAgain(Round round, String namespace, PodListing.Failure failure, int found) {
        denied -= round.unsearched().denied();
        round.searchesOn(namespace, failure, found);
        denied += round.unsearched().denied();
        return round.unsearched().isWorthIt(namespace)
                && (!round.isAnswered() || (kept.containsKey(round) && keep(round)));
    }

    /** A search has ended, for a reason if it failed. */
    void end(Round round, String namespace, Optional<String> failure) {
        denied -= round.unsearched().denied();
        round.searched(namespace, failure);
        denied += round.unsearched().denied();
        open--;
        if (kept.containsKey(round)) {
            taken -= kept.remove(round);
            if (!round.unsearched().isEmpty()) {
                take(round);
            }
        }
    }

    /** How many are worth waiting for: those that are not refused. */
    int waiting() {
        return open - denied;
    }

    /** A delivery is about to be answered; returns whether what is still searched for may begin again afterwards. */
    boolean answered(Round round) {
        return !round.unsearched().isEmpty() && keep(round);
    }

    private boolean keep(Round round) {
        var others = taken - kept.getOrDefault(round, 0);
        if (others + round.weight() > room) {
            return false;
        }
        taken = others;
        take(round);
        return true;
    }

    private void take(Round round) {
        taken += round.weight();
        kept.put(round, round.weight());
    }
}
