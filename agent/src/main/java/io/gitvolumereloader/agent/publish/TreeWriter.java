package io.gitvolumereloader.agent.publish;

import io.gitvolumereloader.agent.sync.TreeEntry;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes any number of files: few by the calling thread, many by two threads, since one alone would wait for the disk
 * half of the time. Used by one thread; holds a few hundred entries at most.
 */
final class TreeWriter implements AutoCloseable {
    private static final int BATCH = 64;
    private static final int WAITING_BATCHES = 4;
    private static final int THREADS = 2;

    private final Supplier<BlobWriter> writers;
    private final BlockingQueue<List<TreeEntry>> queue = new ArrayBlockingQueue<>(WAITING_BATCHES);
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private List<TreeEntry> batch = new ArrayList<>();
    private int written;

    /** A writer that has {@code writers} make one for each thread; nothing is opened before it is needed. */
    TreeWriter(Supplier<BlobWriter> writers) {
        this.writers = writers;
    }

    /** Writes {@code file} soon; a failure shows at a later call. */
    void write(TreeEntry file) throws IOException {
        batch.add(file);
        written++;
        if (batch.size() == BATCH) {
            hand(batch);
            batch = new ArrayList<>();
        }
    }

    /** Waits until all is written. */
    int finish() throws IOException {
        if (threads.isEmpty()) {
            if (!batch.isEmpty()) {
                try (var writer = writers.get()) {
                    write(writer, batch);
                }
            }
        } else {
            if (!batch.isEmpty()) {
                hand(batch);
            }
            end();
        }
        return written;
    }

    /** Ends its threads, whatever they are about. */
    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
        for (var thread : threads) {
            joinRegardless(thread);
        }
    }

    private void hand(List<TreeEntry> full) throws IOException {
        if (threads.isEmpty()) {
            for (var i = 0; i < THREADS; i++) {
                threads.add(Thread.ofPlatform().name("writer " + i).daemon().start(this::work));
            }
        }
        try {
            queue.put(full);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the agent is stopping");
        }
        throwFailure();
    }

    private void end() throws IOException {
        try {
            for (var i = 0; i < THREADS; i++) {
                queue.put(List.of());
            }
            for (var thread : threads) {
                thread.join();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the agent is stopping");
        }
        throwFailure();
    }

    /** After a failure it goes on taking, so that nobody waits for it for ever. */
    private void work() {
        try (var writer = writers.get()) {
            for (var files = queue.take(); !files.isEmpty(); files = queue.take()) {
                if (failure.get() == null) {
                    write(writer, files);
                }
            }
        } catch (InterruptedException _) {
            // Closed: nobody waits for what is left.
        } catch (Throwable e) {
            failure.compareAndSet(null, e);
            drain();
        }
    }

    private void drain() {
        try {
            while (!queue.take().isEmpty()) {
                // What was to be written is not: the caller hears of the failure.
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void write(BlobWriter writer, List<TreeEntry> files) throws IOException {
        for (var file : files) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException("the agent is stopping");
            }
            writer.write(file);
        }
    }

    private void throwFailure() throws IOException {
        switch (failure.get()) {
            case null -> {}
            case IOException e -> throw e;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw new IllegalStateException(e);
        }
    }

    private static void joinRegardless(Thread thread) {
        var interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
