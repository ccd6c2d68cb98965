package io.gitvolumereloader.receiver.kubernetes;

import io.gitvolumereloader.receiver.hook.Audience;
import io.gitvolumereloader.receiver.hook.Deadline;
import io.gitvolumereloader.receiver.hook.DeliveryId;
import io.gitvolumereloader.receiver.hook.Follower;
import io.gitvolumereloader.receiver.hook.Marking;
import io.gitvolumereloader.receiver.hook.Tally;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * How far one delivery has come: which namespaces are still to be searched for its pods, and what becomes of the
 * writes. Until the sender has his answer that is for the answer, afterwards for the log.
 *
 * <p>Used under the lock of the {@link FanOut}, but for the latch.
 */
final class Round {
    private static final Logger LOG = Logger.getLogger(Round.class);
    private static final int MAX_REASONS = 3;
    private static final String STILL_LISTING = "can't list pods: deadline: the list has not ended yet";

    private final long arrival;
    private final DeliveryId delivery;
    private final Deadline end;
    private final Map<String, String> searched = new LinkedHashMap<>();
    private final List<String> unlisted = new ArrayList<>();
    private final Set<String> oddities = new LinkedHashSet<>();
    private final List<Marking> markings = new ArrayList<>();
    private final Set<String> reasons = new LinkedHashSet<>();
    private final CountDownLatch done = new CountDownLatch(1);
    private boolean answered;
    private int seen;
    private int open;
    private int marked;
    private int needless;
    private int unreached;

    /**
     * @param namespaces those to be searched
     * @param end when its searches and writes are given up
     */
    Round(Audience audience, List<String> namespaces, Deadline end) {
        this.arrival = audience.arrival();
        this.delivery = audience.delivery();
        this.end = end;
        namespaces.forEach(namespace -> searched.put(namespace, ""));
        endIfDone();
    }

    long arrival() {
        return arrival;
    }

    Deadline end() {
        return end;
    }

    /** Counts down to zero when nothing is left to do. */
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

    /** Remembers that a search has failed and begins again. */
    void searchesOn(String namespace, String reason) {
        searched.put(namespace, reason);
    }

    /** Remembers that a search has ended; {@code reason} says why it failed, empty where it has not. */
    void searched(String namespace, String reason) {
        searched.remove(namespace);
        if (!reason.isEmpty()) {
            unlisted.add(reason);
            keep(reason);
        }
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
            count(marking);
        }
        open--;
        endIfDone();
    }

    /**
     * How far it has come. What follows is for the log.
     *
     * @param asOfNow says more of a marking
     */
    Tally answer(UnaryOperator<Marking> asOfNow) {
        answered = true;
        var failing =
                searched.values().stream().map(reason -> reason.isEmpty() ? STILL_LISTING : "trying again: " + reason);
        var tally = new Tally(
                markings.stream().map(asOfNow).toList(),
                seen,
                List.copyOf(oddities),
                Stream.concat(unlisted.stream(), failing).toList());
        markings.clear();
        oddities.clear();
        reasons.clear();
        return tally;
    }

    private void endIfDone() {
        if (open == 0 && searched.isEmpty()) {
            done.countDown();
            if (answered) {
                LOG.logf(
                        reasons.isEmpty() ? Logger.Level.INFO : Logger.Level.WARN,
                        "went on after the answer %s",
                        later());
            }
        }
    }

    /** What became of what the answer left open. */
    private String later() {
        var counts = "marked=%d unneeded=%d unreached=%d delivery=%s".formatted(marked, needless, unreached, delivery);
        return reasons.isEmpty() ? counts : counts + " reasons=" + reasons;
    }

    private void count(Marking marking) {
        switch (marking) {
            case Marking.Marked _ -> marked++;
            case Marking.Gone _, Marking.Overtaken _, Marking.Unchanged _ -> needless++;
            case Marking.Continuing(var _, var reason) -> unreached(reason);
            case Marking.Unreached(var _, var reason) -> unreached(reason);
        }
    }

    private void unreached(String reason) {
        unreached++;
        keep(reason);
    }

    private void keep(String reason) {
        if (reasons.size() < MAX_REASONS) {
            reasons.add(reason);
        }
    }
}
