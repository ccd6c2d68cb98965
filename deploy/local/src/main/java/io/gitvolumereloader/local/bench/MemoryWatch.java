package io.gitvolumereloader.local.bench;

import io.gitvolumereloader.local.bench.ProcessTree.Memory;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Looks at the memory of a process tree again and again, on a thread of its own, until it is closed. */
final class MemoryWatch implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(1);

    private final ProcessTree tree;
    private final Thread thread;
    private volatile Memory most = Memory.NONE;
    private volatile boolean closed;

    private MemoryWatch(ProcessTree tree) {
        this.tree = tree;
        this.thread = Thread.ofPlatform().daemon().name("memory").unstarted(this::watch);
    }

    static MemoryWatch start(ProcessTree tree) {
        tree.forgetPeaks();
        var watch = new MemoryWatch(tree);
        watch.thread.start();
        return watch;
    }

    /** The most that was seen; each number by itself. */
    Memory most() {
        return most;
    }

    /** Looks a last time. */
    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void watch() {
        boolean last;
        do {
            last = closed;
            most = most.max(tree.memory());
            LockSupport.parkNanos(PAUSE.toNanos());
        } while (!last);
    }
}
