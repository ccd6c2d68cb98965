package io.gitvolumereloader.agent.git;

import java.io.InterruptedIOException;
import java.time.Duration;
import org.eclipse.jgit.lib.EmptyProgressMonitor;

/** Cancels a fetch that takes too long as a whole, or whose thread is interrupted. */
final class Deadline extends EmptyProgressMonitor {
    private final Duration limit;
    private final long end;

    Deadline(Duration limit) {
        this.limit = limit;
        this.end = System.nanoTime() + limit.toNanos();
    }

    @Override
    public boolean isCancelled() {
        return System.nanoTime() - end > 0 || Thread.currentThread().isInterrupted();
    }

    /** JGit returns from a cancelled fetch as if it had succeeded. */
    void check() throws TookTooLongException {
        if (isCancelled()) {
            throw new TookTooLongException(limit);
        }
    }

    /** A fetch was given up because of its length. */
    static final class TookTooLongException extends InterruptedIOException {
        private static final long serialVersionUID = 1;

        TookTooLongException(Duration limit) {
            super("it took longer than " + limit.toSeconds()
                    + " s; raise agent.timeout if the repository is that large");
        }
    }
}
