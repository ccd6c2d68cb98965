package io.gitvolumereloader.agent.git;

import java.time.Duration;
import org.eclipse.jgit.lib.EmptyProgressMonitor;

/**
 * Ends a fetch that takes too long as a whole, by interrupting its thread: a virtual thread that waits for the network
 * is woken by that, however slowly the remote trickles.
 *
 * <p>Made and closed by the fetching thread. What JGit asks as a progress monitor ends the work between two objects.
 */
final class Deadline extends EmptyProgressMonitor implements AutoCloseable {
    private final Duration limit;
    private final Thread worker = Thread.currentThread();
    private final Thread watchdog;
    private boolean over;
    private boolean closed;

    Deadline(Duration limit) {
        this.limit = limit;
        this.watchdog = Thread.ofVirtual().name("fetch deadline").start(this::watch);
    }

    /** Whether the fetch was ended by this deadline. */
    synchronized boolean isOver() {
        return over;
    }

    /** Cause and remedy, for people. */
    String explanation() {
        return "it took longer than " + limit.toSeconds()
                + " s; the remote or the network is slow, or agent.timeout is too short for this repository";
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
        watchdog.interrupt();
        if (isOver()) {
            Thread.interrupted();
        }
    }

    private void watch() {
        try {
            Thread.sleep(limit);
        } catch (InterruptedException _) {
            return;
        }
        synchronized (this) {
            if (!closed) {
                over = true;
                worker.interrupt();
            }
        }
    }
}
