package io.gitvolumereloader.agent.git;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.jgit.lib.EmptyProgressMonitor;

/**
 * Ends a fetch that takes too long, as a whole or in one of its steps, by interrupting its thread: a virtual thread
 * that waits for the network is woken by that, however slowly the remote trickles.
 *
 * <p>Made, told of the steps and closed by the fetching thread. What JGit asks as a progress monitor ends the work
 * between two objects.
 */
final class Deadline extends EmptyProgressMonitor implements AutoCloseable {
    /** What the fetching thread does. */
    enum Step {
        /** Nothing that needs the network. */
        WORK,
        /** It waits for a connection, encryption included. */
        CONNECT,
        /** It waits for the first byte of an answer. */
        FIRST_BYTE,
        /** It waits for more of an answer. */
        MORE
    }

    private final Timeouts timeouts;
    private final Thread worker = Thread.currentThread();
    private final long wholeEnds;
    private final Thread watchdog;
    private volatile Step step = Step.WORK;
    private volatile long stepEnds;
    private volatile long wakesUp;
    private boolean over;
    private boolean whole;
    private boolean closed;

    Deadline(Timeouts timeouts) {
        this.timeouts = timeouts;
        this.wholeEnds = System.nanoTime() + timeouts.whole().toNanos();
        this.stepEnds = wholeEnds;
        this.wakesUp = wholeEnds;
        this.watchdog = Thread.ofVirtual().name("fetch deadline").start(this::watch);
    }

    /** Tells what the fetching thread begins to do; the time that this may take begins now. */
    void begin(Step next) {
        stepEnds = next == Step.WORK
                ? wholeEnds
                : System.nanoTime() + timeouts.of(next).toNanos();
        step = next;
        if (stepEnds - wakesUp < 0) {
            LockSupport.unpark(watchdog);
        }
    }

    /** Whether the fetch was ended by this deadline. */
    synchronized boolean isOver() {
        return over;
    }

    /** Cause and remedy, for people: of the deadline that is over, else of the step that failed last. */
    synchronized String explanation() {
        return switch (whole ? Step.WORK : step) {
            case WORK ->
                "it took longer than " + seconds(timeouts.whole())
                        + "; the remote or the network is slow, or agent.timeout is too short for this repository";
            case CONNECT ->
                "no connection stood after " + seconds(timeouts.connect())
                        + "; check address and network policy, or raise agent.timeout.connect";
            case FIRST_BYTE ->
                "the remote did not begin to answer within " + seconds(timeouts.firstByte())
                        + "; the agent tries again, raise agent.timeout.first-byte if this lasts";
            case MORE ->
                "the remote paused for " + seconds(timeouts.stall())
                        + " within an answer; the agent tries again, raise agent.timeout.stall if this lasts";
        };
    }

    @Override
    public boolean isCancelled() {
        return isOver() || worker.isInterrupted();
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        LockSupport.unpark(watchdog);
        if (isOver()) {
            Thread.interrupted();
        }
    }

    private void watch() {
        while (!isDone()) {
            wakesUp = wholeEnds - stepEnds < 0 ? wholeEnds : stepEnds;
            var rest = wakesUp - System.nanoTime();
            // Looked at again: a step that began before it could see when this thread wakes up has not woken it.
            if (rest > 0 && stepEnds - wakesUp >= 0) {
                LockSupport.parkNanos(this, rest);
            }
        }
    }

    private synchronized boolean isDone() {
        if (closed) {
            return true;
        }
        var now = System.nanoTime();
        whole = now - wholeEnds >= 0;
        over = whole || (step != Step.WORK && now - stepEnds >= 0);
        if (over) {
            worker.interrupt();
        }
        return over;
    }

    private static String seconds(Duration duration) {
        return BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros().toPlainString() + " s";
    }
}
