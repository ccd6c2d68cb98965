package io.gitvolumereloader.local.bench.proof;

import io.gitvolumereloader.local.measure.Comparison;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What was clocked of one scheme, as a line of text between two processes.
 *
 * @param what the scheme
 * @param numbers in the order of {@link Kind#columns}
 */
public record ProofRow(Kind kind, String what, List<Double> numbers) {
    private static final String CONTROL = "control: ";
    private static final String SEPARATOR = "\t";

    /** What the three variants are, and which of them are compared. */
    public enum Kind {
        /** How much of a proof is right: what could tell a stranger on his way to a right one. */
        PLACES,
        /** Which of sixteen secrets fits: what could tell whose a secret is, and how many there are. */
        SECRETS;

        private List<String> variants() {
            return switch (this) {
                case PLACES -> List.of("right", "first byte wrong", "last byte wrong");
                case SECRETS -> List.of("first of 16 fits", "last of 16 fits", "none of 16 fits");
            };
        }

        private List<Pair> pairs() {
            return switch (this) {
                case PLACES -> List.of(new Pair(1, 2), new Pair(0, 1));
                case SECRETS -> List.of(new Pair(0, 1), new Pair(0, 2));
            };
        }

        /** The names of the numbers. */
        List<String> columns() {
            return Stream.concat(
                            variants().stream().map(variant -> variant + ", median ns"),
                            pairs().stream().flatMap(pair -> Stream.of(name(pair) + ", ns", name(pair) + ", t")))
                    .toList();
        }

        private String name(Pair pair) {
            return variants().get(pair.one()) + " − " + variants().get(pair.other());
        }
    }

    private record Pair(int one, int other) {}

    /**
     * Compares by blocks, since times of one block have more in common than their variants: the same secrets at the
     * same places in memory, and what the machine did meanwhile.
     *
     * @param blocks the times of each variant, block by block
     */
    static ProofRow of(Kind kind, String what, List<double[][]> blocks) {
        var means = new double[kind.variants().size()][blocks.size()];
        var numbers = new ArrayList<Double>();
        for (var variant = 0; variant < means.length; variant++) {
            for (var block = 0; block < blocks.size(); block++) {
                means[variant][block] = Comparison.trimmedMean(blocks.get(block)[variant]);
            }
            numbers.add(Comparison.median(means[variant]));
        }
        for (var pair : kind.pairs()) {
            var comparison = Comparison.ofPairs(means[pair.one()], means[pair.other()]);
            numbers.add(comparison.difference());
            numbers.add(comparison.t());
        }
        return new ProofRow(kind, what, numbers);
    }

    /** Keeps a copy. */
    public ProofRow {
        numbers = List.copyOf(numbers);
    }

    /** Reads {@link #line}. */
    public static ProofRow parse(String line) {
        var parts = List.of(line.split(SEPARATOR));
        var numbers =
                parts.subList(2, parts.size()).stream().map(Double::valueOf).toList();
        return new ProofRow(Kind.valueOf(parts.get(0)), parts.get(1), numbers);
    }

    /** All of it in one line. */
    String line() {
        return kind
                + SEPARATOR
                + what
                + SEPARATOR
                + numbers.stream().map(String::valueOf).collect(Collectors.joining(SEPARATOR));
    }

    /** The numbers by their names, in their order. */
    public Map<String, Double> named() {
        var named = new LinkedHashMap<String, Double>();
        var columns = kind.columns();
        for (var i = 0; i < columns.size(); i++) {
            named.put(columns.get(i), numbers.get(i));
        }
        return named;
    }

    /** Whether it is one in which a difference has to be found. */
    public boolean isControl() {
        return what.startsWith(CONTROL);
    }

    /** Which of the differences is one. */
    public String verdict() {
        var found = new ArrayList<String>();
        for (var i = 0; i < kind.pairs().size(); i++) {
            var pair = kind.pairs().get(i);
            if (Math.abs(numbers.get(kind.variants().size() + 2 * i + 1)) > Comparison.SIGNIFICANT) {
                found.add(kind.variants().get(pair.one()) + " and "
                        + kind.variants().get(pair.other()));
            }
        }
        return found.isEmpty() ? "no difference" : "different: " + String.join("; ", found);
    }

    /** Whether how much of a proof is right, or which secret fits, can be told. */
    public boolean leaks() {
        return Math.abs(numbers.get(kind.variants().size() + 1)) > Comparison.SIGNIFICANT;
    }
}
