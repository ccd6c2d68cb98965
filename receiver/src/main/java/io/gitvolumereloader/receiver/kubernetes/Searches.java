package io.gitvolumereloader.receiver.kubernetes;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The searches for pods that are under way, and which of those that failed may begin again: all until their delivery is
 * answered, and then as long as there is room for what they keep in memory. Used under the lock of the {@link FanOut}.
 */
final class Searches {
    private final int room;
    private final Set<Round> kept = new HashSet<>();
    private int pushes;
    private int open;
    private int denied;

    /** @param room how many pushes may be kept whose delivery has been answered */
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
        return round.unsearched().isWorthIt(namespace) && (!round.isAnswered() || keep(round));
    }

    /** A search has ended, for a reason if it failed. */
    void end(Round round, String namespace, Optional<String> failure) {
        denied -= round.unsearched().denied();
        round.searched(namespace, failure);
        denied += round.unsearched().denied();
        open--;
        if (round.unsearched().isEmpty() && kept.remove(round)) {
            pushes -= round.pushes();
        }
    }

    /** How many are worth waiting for: those that are not refused. */
    int waiting() {
        return open - denied;
    }

    private boolean keep(Round round) {
        if (kept.contains(round)) {
            return true;
        }
        if (pushes + round.pushes() > room) {
            return false;
        }
        pushes += round.pushes();
        return kept.add(round);
    }
}
