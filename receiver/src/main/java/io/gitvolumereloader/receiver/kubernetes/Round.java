package io.gitvolumereloader.receiver.kubernetes;

import io.gitvolumereloader.receiver.hook.Deadline;
import io.gitvolumereloader.receiver.hook.DeliveryId;
import io.gitvolumereloader.receiver.hook.Follower;
import io.gitvolumereloader.receiver.hook.Marking;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jboss.logging.Logger;

/**
 * What becomes of the writes of one delivery: until the sender has his answer for the answer, afterwards for the log.
 *
 * <p>Used under the lock of the {@link FanOut}, but for the latch.
 */
final class Round {
    private static final Logger LOG = Logger.getLogger(Round.class);
    private static final int MAX_REASONS = 3;

    private final long arrival;
    private final DeliveryId delivery;
    private final Deadline end;
    private final List<Marking> markings = new ArrayList<>();
    private final List<String> reasons = new ArrayList<>();
    private final CountDownLatch done = new CountDownLatch(1);
    private boolean answered;
    private int open;
    private int marked;
    private int needless;
    private int unreached;

    /**
     * @param arrival the place of the delivery among all
     * @param end when its writes are given up
     */
    Round(long arrival, DeliveryId delivery, Deadline end) {
        this.arrival = arrival;
        this.delivery = delivery;
        this.end = end;
    }

    /** Adds a write to be done; returns its place. */
    int add(Follower follower) {
        open++;
        markings.add(new Marking.Continuing(follower, ""));
        return markings.size() - 1;
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
        if (open == 0) {
            done.countDown();
            if (answered) {
                LOG.logf(unreached > 0 ? Logger.Level.WARN : Logger.Level.INFO, "went on after the answer %s", later());
            }
        }
    }

    /** What has become of the writes so far. What follows is for the log. */
    List<Marking> answer() {
        var soFar = List.copyOf(markings);
        answered = true;
        markings.clear();
        return soFar;
    }

    /** What became of the writes that the answer called continuing. */
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
        if (reasons.size() < MAX_REASONS && !reasons.contains(reason)) {
            reasons.add(reason);
        }
    }
}
