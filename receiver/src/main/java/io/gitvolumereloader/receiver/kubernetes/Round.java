package io.gitvolumereloader.receiver.kubernetes;

import io.gitvolumereloader.receiver.hook.Audience;
import io.gitvolumereloader.receiver.hook.Deadline;
import io.gitvolumereloader.receiver.hook.Follower;
import io.gitvolumereloader.receiver.hook.Marking;
import io.gitvolumereloader.receiver.hook.Tally;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * How far one delivery has come: which namespaces are still to be searched for its pods, and what becomes of the
 * writes. Until the sender has his answer that is for the answer, {@link Afterwards} for the log.
 *
 * <p>Used under the lock of the {@link FanOut}, but for the latch.
 */
final class Round {
    private final long arrival;
    private final int pushes;
    private final Deadline end;
    private final Unsearched unsearched;
    private final Afterwards afterwards;
    private final List<String> unlisted = new ArrayList<>();
    private final Set<String> oddities = new LinkedHashSet<>();
    private final List<Marking> markings = new ArrayList<>();
    private final CountDownLatch done = new CountDownLatch(1);
    private boolean answered;
    private int seen;
    private int open;

    /**
     * @param namespaces those to be searched
     * @param end when its searches and writes are given up
     */
    Round(Audience audience, List<String> namespaces, Deadline end) {
        this.arrival = audience.arrival();
        this.pushes = audience.size();
        this.end = end;
        this.unsearched = new Unsearched(namespaces, end);
        this.afterwards = new Afterwards(audience.delivery());
        endIfDone();
    }

    long arrival() {
        return arrival;
    }

    /** How much memory it takes while pods are searched for as now, in kilobytes or so. */
    int weight() {
        return pushes + unsearched.weight();
    }

    Deadline end() {
        return end;
    }

    boolean isAnswered() {
        return answered;
    }

    /** Where pods are still searched for. */
    Unsearched unsearched() {
        return unsearched;
    }

    /** Counts down to zero when nothing is left to wait for. */
    CountDownLatch done() {
        return done;
    }

    /** Remembers what a search has seen, of which {@code odd} is said once. */
    void saw(int more, List<String> odd) {
        seen += more;
        if (!answered) {
            oddities.addAll(odd);
        }
    }

    /** Remembers that a search has failed that keeps in mind {@code found} volumes, and begins again. */
    void searchesOn(String namespace, PodListing.Failure failure, int found) {
        unsearched.failed(namespace, failure, found);
        endIfDone();
    }

    /** Remembers that a search has ended, for a reason if it failed. */
    void searched(String namespace, Optional<String> failure) {
        unsearched.ended(namespace);
        failure.ifPresent(answered ? afterwards::unlisted : unlisted::add);
        endIfDone();
    }

    /** Adds a write to be done; returns its place. */
    int add(Follower follower) {
        open++;
        if (answered) {
            return -1;
        }
        markings.add(new Marking.Continuing(follower, ""));
        return markings.size() - 1;
    }

    /** Remembers that a write failed and will be repeated. */
    void continues(Write write) {
        if (!answered) {
            markings.set(write.place(), new Marking.Continuing(write.follower(), write.reason()));
        }
    }

    /** Remembers how a write ended. */
    void settle(Write write, Marking marking) {
        if (!answered) {
            markings.set(write.place(), marking);
        } else {
            afterwards.settled(marking);
        }
        open--;
        endIfDone();
    }

    /**
     * How far it has come. What follows is for the log.
     *
     * @param again whether searches that fail begin again
     * @param asOfNow says more of a marking
     */
    Tally answer(boolean again, UnaryOperator<Marking> asOfNow) {
        answered = true;
        var tally = new Tally(
                markings.stream().map(asOfNow).toList(),
                seen,
                List.copyOf(oddities),
                Stream.concat(unlisted.stream(), unsearched.reasons(again).stream())
                        .toList());
        markings.clear();
        oddities.clear();
        return tally;
    }

    private void endIfDone() {
        if (open == 0 && unsearched.isDone()) {
            done.countDown();
            if (answered && unsearched.isEmpty()) {
                afterwards.tell();
            }
        }
    }
}
