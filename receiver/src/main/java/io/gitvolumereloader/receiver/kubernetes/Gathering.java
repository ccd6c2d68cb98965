package io.gitvolumereloader.receiver.kubernetes;

import io.gitvolumereloader.receiver.hook.Deadline;
import io.gitvolumereloader.receiver.hook.Follower;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * What one delivery takes from a list that it shares. The thread of the list fills it, until the delivery leaves.
 *
 * <p>Safe to use from both threads.
 */
final class Gathering {
    private final Predicate<Follower> wanted;
    private final Deadline deadline;
    private final List<Follower> found = new ArrayList<>();
    private int seen;
    private boolean left;

    Gathering(Predicate<Follower> wanted, Deadline deadline) {
        this.wanted = wanted;
        this.deadline = deadline;
    }

    Deadline deadline() {
        return deadline;
    }

    synchronized void see(Follower follower) {
        if (!left) {
            seen++;
            if (wanted.test(follower)) {
                found.add(follower);
            }
        }
    }

    /** Forgets what came so far, since the list begins anew. */
    synchronized void forget() {
        if (!left) {
            seen = 0;
            found.clear();
        }
    }

    /** The delivery waits no longer; what it has found stays as it is. */
    synchronized void leave() {
        left = true;
    }

    synchronized boolean isLeft() {
        return left;
    }

    synchronized List<Follower> found() {
        return List.copyOf(found);
    }

    synchronized int seen() {
        return seen;
    }
}
