package io.gitvolumereloader.local.stage;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CancellationException;

/**
 * What is to be ended when the run ends, last come first served: however the run ends, and if it is in the middle of
 * its start.
 *
 * <p>Safe for any number of threads; whoever closes second waits for the first.
 */
public final class Cleanup implements AutoCloseable {
    private final Deque<Part> parts = new ArrayDeque<>();
    private volatile boolean begun;

    /** Something that can be ended without a checked exception. */
    @FunctionalInterface
    public interface Part {
        /** Ends it. */
        void end();
    }

    /**
     * Adds a part.
     *
     * @throws CancellationException if the end has begun; the part has then been ended already
     */
    public synchronized void add(Part part) {
        if (begun) {
            part.end();
            throw new CancellationException("The run is ending");
        }
        parts.push(part);
    }

    /** From now on nothing more is to be started. */
    public void begin() {
        begun = true;
    }

    /** Whether the end has begun. */
    public boolean hasBegun() {
        return begun;
    }

    @Override
    public synchronized void close() {
        begin();
        while (!parts.isEmpty()) {
            end(parts.pop());
        }
    }

    private static void end(Part part) {
        try {
            part.end();
        } catch (RuntimeException e) {
            System.err.println("Going on with the end of the run although a part of it failed: " + e);
        }
    }
}
