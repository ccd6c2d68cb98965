package io.gitvolumereloader.local.bench.receiver;

/** How often each time was measured, to a fiftieth of it; of any number of times, in little memory. For one thread. */
final class Latencies {
    private static final double STEPS = 50;
    private static final int SIZE = 1300; // up to a minute in nanoseconds, and beyond

    private final long[] counts = new long[SIZE];
    private long count;

    void add(long nanos) {
        counts[Math.min(SIZE - 1, (int) (Math.log((double) Math.max(nanos, 1)) * STEPS))]++;
        count++;
    }

    void add(Latencies other) {
        for (var i = 0; i < SIZE; i++) {
            counts[i] += other.counts[i];
        }
        count += other.count;
    }

    long count() {
        return count;
    }

    /** The time in milliseconds that this part of all does not exceed, such as 0.99; 0 where there are none. */
    double millis(double part) {
        var left = (long) Math.ceil(part * count);
        for (var i = 0; i < SIZE && count > 0; i++) {
            left -= counts[i];
            if (left <= 0) {
                return Math.exp((i + 0.5) / STEPS) / 1_000_000;
            }
        }
        return 0;
    }
}
