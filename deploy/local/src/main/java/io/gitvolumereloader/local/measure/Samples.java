package io.gitvolumereloader.local.measure;

import java.util.List;

/**
 * Measured times.
 *
 * @param millis in the order in which they were measured; at least one
 */
public record Samples(List<Double> millis) {

    /** Refuses an empty series, of which nothing can be said. */
    public Samples {
        if (millis.isEmpty()) {
            throw new IllegalArgumentException("No samples");
        }
        millis = List.copyOf(millis);
    }

    /** The middle one, or the mean of the two in the middle. */
    public double median() {
        var sorted = sorted();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** The smallest of them that at least nine of ten don't exceed (nearest rank). */
    public double p90() {
        var sorted = sorted();
        return sorted.get((int) Math.ceil(0.9 * sorted.size()) - 1);
    }

    /** The smallest of them that at least 99 of a hundred don't exceed (nearest rank). */
    public double p99() {
        var sorted = sorted();
        return sorted.get((int) Math.ceil(0.99 * sorted.size()) - 1);
    }

    /** The fastest. */
    public double min() {
        return sorted().getFirst();
    }

    /** The slowest. */
    public double max() {
        return sorted().getLast();
    }

    private List<Double> sorted() {
        return millis.stream().sorted().toList();
    }
}
