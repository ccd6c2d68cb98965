package io.gitvolumereloader.receiver.kubernetes;

import io.gitvolumereloader.receiver.hook.Deadline;
import io.gitvolumereloader.receiver.hook.Marking;
import io.gitvolumereloader.receiver.hook.Notice;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Writes push annotations: a bounded number at a time, deliveries by turns, again and again where the API server fails,
 * and further after the delivery has been answered.
 *
 * <p>Safe to use from many threads; all state is guarded by this object's lock, which is never held while waiting for
 * the API server.
 */
final class FanOut {
    private static final Duration LONGEST_HOLD = Duration.ofSeconds(10);
    private static final String ENDING = "this replica of the receiver is ending";
    private static final String LATE = "the API server did not answer in time";

    /**
     * How much is done at a time.
     *
     * @param inFlight requests under way
     * @param patience how long one request may take
     * @param backlog pods that wait
     * @param age how long a write may wait and be repeated
     */
    record Limits(int inFlight, Duration patience, int backlog, Duration age) {}

    private final ApiServer server;
    private final Requests requests;
    private final Limits limits;
    private final Backlog backlog;
    private boolean held;
    private boolean closed;

    FanOut(ApiServer server, Requests requests, Limits limits) {
        this.server = server;
        this.requests = requests;
        this.limits = limits;
        this.backlog = new Backlog(limits.backlog());
    }

    /** See {@link io.gitvolumereloader.receiver.hook.Pods#mark}. */
    List<Marking> mark(long arrival, List<Notice> notices, Deadline deadline) {
        if (notices.isEmpty()) {
            return List.of();
        }
        var delivery = notices.getFirst().annotation().push().delivery();
        var round = new Round(arrival, delivery, Deadline.in(limits.age(), deadline.clock()));
        submit(round, notices);
        try {
            var _ = round.done().await(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return answer(round);
    }

    /**
     * Waits until nothing is left to write, or for {@code atMost}; nothing is sent afterwards.
     *
     * @return how many pods were not reached
     */
    synchronized int drain(Duration atMost) {
        var end = System.nanoTime() + atMost.toNanos();
        try {
            for (var left = atMost.toNanos(); backlog.targets() > 0 && left > 0; left = end - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        closed = true;
        return backlog.targets();
    }

    /** How many pods wait to be marked or are being marked. */
    synchronized int waiting() {
        return backlog.targets();
    }

    /** How many writes are under way, wait or pause; a pod can have two. */
    synchronized int writes() {
        return backlog.writes();
    }

    private synchronized List<Marking> answer(Round round) {
        return round.answer();
    }

    private synchronized void submit(Round round, List<Notice> notices) {
        var writes = notices.stream()
                .map(notice -> new Write(round, round.add(notice.follower()), notice))
                .toList();
        if (closed) {
            writes.forEach(write -> round.settle(write, new Marking.Unreached(write.follower(), ENDING)));
            return;
        }
        for (var i = 0; i < writes.size(); i++) {
            backlog.submit(writes.get(i), notices.get(i).isKnown());
        }
        sendNext();
    }

    private void sendNext() {
        while (backlog.running() < limits.inFlight() && !held && !closed) {
            var next = backlog.next();
            if (next.isEmpty()) {
                break;
            }
            Thread.ofVirtual().name("mark").start(() -> exchange(next.get()));
        }
        if (backlog.targets() == 0) {
            notifyAll();
        }
    }

    private void exchange(Write write) {
        Answer<Boolean> answer = new Answer.Failed<>("the receiver has a defect; its log has the stack trace");
        try {
            var request = requests.patch(write.follower(), write.annotation().value());
            var deadline = Deadline.in(limits.patience(), InstantSource.system());
            answer = server.ask(request, deadline, "pod", PodStream::pod);
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
            case Answer.Late<Boolean> _ -> repeat(write, LATE, Duration.ZERO);
            case Answer.Cut<Boolean>(var reason) -> repeat(write, reason, Duration.ZERO);
            case Answer.Busy<Boolean>(var reason, var retryAfter) -> {
                hold(retryAfter);
                repeat(write, reason, retryAfter);
            }
        }
        sendNext();
    }

    /** The API server asks us, and not only this write, to come back later. */
    private void hold(Duration retryAfter) {
        if (!retryAfter.isZero() && !held) {
            held = true;
            after(retryAfter.compareTo(LONGEST_HOLD) < 0 ? retryAfter : LONGEST_HOLD, () -> held = false);
        }
    }

    private void repeat(Write write, String reason, Duration retryAfter) {
        var pause = Pause.longer(retryAfter, Pause.after(write.failed(reason)));
        if (pause.compareTo(write.round().end().remaining()) >= 0) {
            backlog.ended(write, new Marking.Unreached(write.follower(), reason));
        } else if (backlog.failed(write)) {
            after(pause, () -> backlog.due(write));
        }
    }

    private void after(Duration pause, Runnable change) {
        // Not in the common pool, whose few threads anybody may block.
        CompletableFuture.delayedExecutor(pause.toNanos(), TimeUnit.NANOSECONDS, Thread::startVirtualThread)
                .execute(() -> goOn(change));
    }

    private synchronized void goOn(Runnable change) {
        change.run();
        sendNext();
    }
}
