package io.gitvolumereloader.local.bench.receiver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Arrays;
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
    private static final double KEPT = 0.9; // the slowest tenth is the machine's business

    /**
     * What was found.
     *
     * @param firstMicros the median time where the first digit is wrong
     * @param lastMicros the median time where only the last one is
     * @param t of Welch's test; beyond 4.5 either way a difference would be taken for one
     */
    record Result(double firstMicros, double lastMicros, double t) {}

    Result run() {
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
        return result(times[0], times[1]);
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

    static Result result(double[] first, double[] last) {
        var one = kept(first);
        var other = kept(last);
        var difference = mean(one) - mean(other);
        var error = Math.sqrt(variance(one) / one.length + variance(other) / other.length);
        return new Result(median(first), median(last), error == 0 ? 0 : difference / error);
    }

    private static double[] kept(double[] times) {
        var sorted = times.clone();
        Arrays.sort(sorted);
        return Arrays.copyOf(sorted, (int) Math.ceil(sorted.length * KEPT));
    }

    private static double median(double[] times) {
        var sorted = times.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static double mean(double[] times) {
        return Arrays.stream(times).average().orElseThrow();
    }

    private static double variance(double[] times) {
        var mean = mean(times);
        return Arrays.stream(times).map(time -> (time - mean) * (time - mean)).sum() / (times.length - 1);
    }
}
