package io.gitvolumereloader.local.bench.receiver;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A flood of forged deliveries of 25 MB.
 *
 * @param server where to
 * @param connections at a time
 */
record LargeBodies(URI server, Requests requests, int connections) {
    /** How large each is. */
    static final long BYTES = 25L * 1024 * 1024;

    private static final int PART = 64 * 1024;

    /** Sends them for a while; returns how many were sent as a whole or answered before. */
    long run(Duration time) {
        var end = System.nanoTime() + time.toNanos();
        var count = new AtomicLong();
        try (var threads = Executors.newFixedThreadPool(connections)) {
            for (var i = 0; i < connections; i++) {
                threads.execute(() -> send(end, count));
            }
        }
        return count.get();
    }

    private void send(long end, AtomicLong count) {
        var head = requests.head(BYTES);
        var part = new byte[PART];
        while (System.nanoTime() < end) {
            try (var connection = new Connection(server)) {
                while (System.nanoTime() < end) {
                    connection.exchange(head, part, (int) (BYTES / PART));
                    count.incrementAndGet();
                }
            } catch (IOException _) {
                count.incrementAndGet(); // cut off, as it may be
            }
        }
    }
}
