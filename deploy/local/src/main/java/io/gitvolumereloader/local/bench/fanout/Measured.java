package io.gitvolumereloader.local.bench.fanout;

import io.gitvolumereloader.local.measure.Samples;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** One way to mark pods, and the times that it took so far. For one thread. */
final class Measured {
    /** Marks all pods with a commit; returns when that is done, or when a sender has his answer. */
    @FunctionalInterface
    interface Way {
        void mark(List<String> pods, String commit) throws IOException, InterruptedException;
    }

    private final Way way;
    private final List<Double> answers = new ArrayList<>();
    private final List<Double> halves = new ArrayList<>();
    private final List<Double> nearlyAll = new ArrayList<>();
    private final List<Double> ends = new ArrayList<>();

    Measured(Way way) {
        this.way = way;
    }

    Way way() {
        return way;
    }

    /** @param heard milliseconds until each watcher knew */
    void add(double answer, Samples heard) {
        answers.add(answer);
        halves.add(heard.median());
        nearlyAll.add(heard.p99());
        ends.add(heard.max());
    }

    /**
     * Medians of the rounds.
     *
     * @param peer to whose rates this one's are compared, round by round
     */
    Map<String, Double> numbers(int pods, Measured peer) {
        var ratios = IntStream.range(0, ends.size())
                .mapToObj(round -> peer.ends.get(round) / ends.get(round))
                .toList();
        var end = new Samples(ends).median();
        var numbers = new LinkedHashMap<String, Double>();
        numbers.put("pods", (double) pods);
        numbers.put("answer ms", new Samples(answers).median());
        numbers.put("watcher p50 ms", new Samples(halves).median());
        numbers.put("watcher p99 ms", new Samples(nearlyAll).median());
        numbers.put("last watcher ms", end);
        numbers.put("marks per second", pods * 1000 / end);
        numbers.put("times the bare client's rate", new Samples(ratios).median());
        return numbers;
    }
}
