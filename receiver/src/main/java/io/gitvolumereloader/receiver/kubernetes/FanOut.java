package io.gitvolumereloader.receiver.kubernetes;

import io.gitvolumereloader.receiver.hook.Audience;
import io.gitvolumereloader.receiver.hook.Deadline;
import io.gitvolumereloader.receiver.hook.Marking;
import io.gitvolumereloader.receiver.hook.Notice;
import io.gitvolumereloader.receiver.hook.Tally;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Writes push annotations as searches find who is to be told: a bounded number at a time, deliveries by turns, again
 * and again where the API server fails, and further after the delivery has been answered.
 *
 * <p>Safe to use from many threads; all state is guarded by this object's lock, which is never held while waiting for
 * the API server.
 */
final class FanOut {
    private static final String ENDING = "this replica of the receiver is ending";
    private static final String LATE = "the API server did not answer in time";

    private final Patch patch;
    private final Limits limits;
    private final Backlog backlog;
    private final Searches searches;
    private Deadline held = Deadline.in(Duration.ZERO);
    private boolean closed;

    FanOut(ApiServer server, Requests requests, Limits limits) {
        this.patch = new Patch(server, requests, limits.patience());
        this.limits = limits;
        this.backlog = new Backlog(limits);
        this.searches = new Searches(limits.searched());
    }

    /** Begins with a delivery, for which somebody searches {@code namespaces}. */
    synchronized Round begin(Audience audience, List<String> namespaces) {
        searches.begin(namespaces.size());
        return new Round(audience, namespaces, Deadline.in(limits.age()));
    }

    /**
     * Has those marked whom a search has found.
     *
     * @param seen how many volumes it has looked at since it last told
     */
    synchronized void found(Round round, List<Notice> notices, int seen, List<String> oddities) {
        round.saw(seen, oddities);
        var writes = notices.stream()
                .map(notice -> new Write(round, round.add(notice.follower()), notice))
                .toList();
        for (var write : writes) {
            if (closed) {
                round.settle(write, new Marking.Unreached(write.follower(), ENDING));
            } else {
                backlog.submit(write);
            }
        }
        sendNext();
    }

    /** A search has failed that keeps in mind {@code found} volumes; returns whether it is to begin again. */
    synchronized boolean searchesOn(Round round, String namespace, PodListing.Failure failure, int found) {
        var again = searches.mayBeginAgain(round, namespace, failure, found);
        sendNext();
        return again && !closed;
    }

    /** A search has ended; {@code why} says why it failed, empty where it has not. */
    synchronized void searched(Round round, String namespace, Optional<String> why) {
        searches.end(round, namespace, why);
        sendNext();
    }

    /** Waits until the delivery is done or its time for an answer is over; what is left goes on. */
    Tally answer(Round round, Deadline deadline) {
        try {
            var _ = round.done().await(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        synchronized (this) {
            return round.answer(searches.answered(round), backlog::asOfNow);
        }
    }

    /**
     * Waits until nothing is left to write, or for {@code atMost}; nothing is sent afterwards.
     *
     * @return how many pods were not reached, and how many searches for pods had not ended that are not refused
     */
    synchronized int drain(Duration atMost) {
        var end = System.nanoTime() + atMost.toNanos();
        try {
            for (var left = atMost.toNanos(); waiting() > 0 && left > 0; left = end - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        closed = true;
        return waiting();
    }

    /**
     * How many pods wait to be marked or are being marked, and how many searches for pods are under way that are not
     * refused.
     */
    synchronized int waiting() {
        return backlog.targets() + searches.waiting();
    }

    /** How many writes are under way, wait or pause; a pod can have two. */
    synchronized int writes() {
        return backlog.writes();
    }

    private void sendNext() {
        while (backlog.running() < limits.inFlight() && held.remaining().isZero() && !closed) {
            var next = backlog.next();
            if (next.isEmpty()) {
                break;
            }
            Thread.ofVirtual().name("mark").start(() -> exchange(next.get()));
        }
        if (waiting() == 0) {
            notifyAll();
        }
    }

    private void exchange(Write write) {
        Answer<Boolean> answer = new Answer.Failed<>("the receiver has a defect; its log has the stack trace");
        try {
            answer = patch.send(write);
        } finally {
            finish(write, answer);
        }
    }

    private synchronized void finish(Write write, Answer<Boolean> answer) {
        var follower = write.follower();
        switch (answer) {
            case Answer.Done<Boolean> _ -> backlog.ended(write, new Marking.Marked(follower));
            case Answer.NotFound<Boolean> _, Answer.Expired<Boolean> _ ->
                backlog.ended(write, new Marking.Gone(follower));
            case Answer.Failed<Boolean>(var reason) -> backlog.ended(write, new Marking.Unreached(follower, reason));
            case Answer.Denied<Boolean>(var reason) -> repeat(write, reason, reason);
            case Answer.Late<Boolean> _ -> repeatInDoubt(write, LATE);
            case Answer.Cut<Boolean>(var reason) -> repeatInDoubt(write, reason);
            case Answer.Busy<Boolean>(var reason, var retryAfter) -> {
                hold(retryAfter);
                repeatInDoubt(write, reason);
            }
        }
        sendNext();
    }

    /** The API server asks us, and not only this write, to come back later; the latest time that it names counts. */
    private void hold(Duration retryAfter) {
        if (retryAfter.compareTo(held.remaining()) > 0) {
            held = Deadline.in(retryAfter);
            after(retryAfter, () -> {});
        }
    }

    /** It may have been done all the same; of an API server that is busy this is not told apart. */
    private void repeatInDoubt(Write write, String reason) {
        backlog.doubts(write);
        repeat(write, reason, "");
    }

    /** @param refusal why every write of the namespace fails; empty where that is not known */
    private void repeat(Write write, String reason, String refusal) {
        var pause = write.failed(reason);
        var pauseOfAll = backlog.failed(write, refusal);
        if (!pauseOfAll.isZero()) {
            after(pauseOfAll, () -> backlog.goOn(write.namespace()));
        }
        after(pause, () -> backlog.due(write));
    }

    private void after(Duration pause, Runnable change) {
        if (pause.isZero()) {
            change.run();
            return;
        }
        // Not in the common pool, whose few threads anybody may block.
        CompletableFuture.delayedExecutor(pause.toNanos(), TimeUnit.NANOSECONDS, Thread::startVirtualThread)
                .execute(() -> {
                    synchronized (this) {
                        change.run();
                        sendNext();
                    }
                });
    }
}
