package io.gitvolumereloader.local.bench.receiver;

import io.gitvolumereloader.local.measure.Comparison;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Random;

/**
 * Whether the time of a refusal tells how much of a signature is right: deliveries whose first digit is wrong, and
 * deliveries whose last one is, in random order over one connection.
 *
 * @param samples of each
 */
record Timing(URI server, Requests requests, int samples) {
    private static final int LAST = 63;
    private static final int UNAUTHORIZED = 401;

    /** The times where the first digit is wrong, in microseconds, and those where only the last one is. */
    Comparison run() {
        var kinds = new byte[][] {requests.wrongAt(0), requests.wrongAt(LAST)};
        var times = new double[2][samples];
        var counts = new int[2];
        var random = new Random(1);
        try (var connection = new Connection(server)) {
            for (var warm = 0; warm < samples; warm++) {
                once(connection, kinds[warm % 2]);
            }
            while (Math.min(counts[0], counts[1]) < samples) {
                var kind = random.nextInt(2);
                var time = once(connection, kinds[kind]);
                if (counts[kind] < samples) {
                    times[kind][counts[kind]++] = time;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Can't measure the time of refusals", e);
        }
        return Comparison.of(times[0], times[1]);
    }

    private static double once(Connection connection, byte[] request) throws IOException {
        var begin = System.nanoTime();
        var status = connection.exchange(request);
        var nanos = System.nanoTime() - begin;
        if (status != UNAUTHORIZED) {
            throw new IllegalStateException("A forged delivery is answered " + status);
        }
        return nanos / 1000.0;
    }
}
