package io.gitvolumereloader.receiver.kubernetes;

import io.gitvolumereloader.receiver.hook.Deadline;
import io.gitvolumereloader.receiver.hook.Follower;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * What one delivery takes from a list that it shares.
 *
 * <p>The thread of the list fills it; the delivery reads it when the list has ended, or leaves before.
 */
final class Gathering {
    private final Predicate<Follower> wanted;
    private final Deadline deadline;
    private final List<Follower> found = new ArrayList<>();
    private int seen;
    private volatile boolean left;

    Gathering(Predicate<Follower> wanted, Deadline deadline) {
        this.wanted = wanted;
        this.deadline = deadline;
    }

    Deadline deadline() {
        return deadline;
    }

    void see(Follower follower) {
        if (!left) {
            seen++;
            if (wanted.test(follower)) {
                found.add(follower);
            }
        }
    }

    /** Forgets what came so far, since the list begins anew. */
    void forget() {
        seen = 0;
        found.clear();
    }

    /** The delivery waits no longer. */
    void leave() {
        left = true;
    }

    boolean isLeft() {
        return left;
    }

    List<Follower> found() {
        return found;
    }

    int seen() {
        return seen;
    }
}
