package io.gitvolumereloader.local.measure;

import java.util.Arrays;

/**
 * Two sets of times, compared by what can be told of them from outside.
 *
 * @param oneMedian of the one
 * @param otherMedian of the other
 * @param difference of their means
 * @param t how sure it is that there is a difference
 */
public record Comparison(double oneMedian, double otherMedian, double difference, double t) {
    /** Beyond that, either way, a difference is taken for one; by chance that happens once in some 100,000 times. */
    public static final double SIGNIFICANT = 4.5;

    private static final double KEPT = 0.9;

    /**
     * Compares {@code one} and {@code other}, of which each has at least three times, without the slowest tenth of
     * each, which is the machine's business; {@code t} is that of <a
     * href="https://doi.org/10.1093/biomet/34.1-2.28">Welch's test</a>.
     */
    public static Comparison of(double[] one, double[] other) {
        var first = kept(one);
        var second = kept(other);
        var difference = mean(first) - mean(second);
        var error = Math.sqrt(variance(first) / first.length + variance(second) / second.length);
        return new Comparison(median(one), median(other), difference, error == 0 ? 0 : difference / error);
    }

    /**
     * Compares times of which those at one place have something in common that makes them longer or shorter, without
     * the tenth of the places where they differ most either way; {@code t} is that of <a
     * href="https://doi.org/10.1093/biomet/61.1.165">Yuen's test</a> of the differences.
     */
    public static Comparison ofPairs(double[] one, double[] other) {
        var differences = new double[one.length];
        for (var i = 0; i < one.length; i++) {
            differences[i] = one[i] - other[i];
        }
        Arrays.sort(differences);
        var left = differences.length / 10;
        var right = differences.length - left;
        var difference = mean(Arrays.copyOfRange(differences, left, right));
        Arrays.fill(differences, 0, left, differences[left]);
        Arrays.fill(differences, right, differences.length, differences[right - 1]);
        var error = Math.sqrt(variance(differences) * differences.length) / (right - left);
        return new Comparison(median(one), median(other), difference, error == 0 ? 0 : difference / error);
    }

    /** Whether there is a difference. */
    public boolean isSignificant() {
        return Math.abs(t) > SIGNIFICANT;
    }

    /** The mean of {@code times} without the slowest tenth. */
    public static double trimmedMean(double[] times) {
        return mean(kept(times));
    }

    /** The one in the middle. */
    public static double median(double[] times) {
        var sorted = times.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static double[] kept(double[] times) {
        var sorted = times.clone();
        Arrays.sort(sorted);
        return Arrays.copyOf(sorted, (int) Math.ceil(sorted.length * KEPT));
    }

    private static double mean(double[] times) {
        return Arrays.stream(times).average().orElseThrow();
    }

    private static double variance(double[] times) {
        var mean = mean(times);
        return Arrays.stream(times).map(time -> (time - mean) * (time - mean)).sum() / (times.length - 1);
    }
}
