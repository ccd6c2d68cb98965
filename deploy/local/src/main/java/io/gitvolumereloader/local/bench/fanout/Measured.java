package io.gitvolumereloader.local.bench.fanout;

import io.gitvolumereloader.local.measure.Samples;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One way to mark pods, and the times that it took so far. For one thread. */
final class Measured {
    /** Marks all pods with a commit; returns when that is done, or when a sender has his answer. */
    @FunctionalInterface
    interface Way {
        void mark(List<String> pods, String commit) throws IOException, InterruptedException;
    }

    private final boolean slow;
    private final Way way;
    private final List<Double> answers = new ArrayList<>();
    private final List<Double> halves = new ArrayList<>();
    private final List<Double> nearlyAll = new ArrayList<>();
    private final List<Double> ends = new ArrayList<>();

    /** @param slow whether it takes so long that few rounds have to do */
    Measured(boolean slow, Way way) {
        this.slow = slow;
        this.way = way;
    }

    boolean isSlow() {
        return slow;
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
     * Medians of the rounds, how far the last watchers lie apart, and the rate of all rounds together.
     *
     * @param peer to whose rate in the same rounds this one's is compared; it was in as many at least
     */
    Map<String, Double> numbers(int pods, Measured peer) {
        var last = new Samples(ends);
        var numbers = new LinkedHashMap<String, Double>();
        numbers.put("pods", (double) pods);
        numbers.put("answer ms", new Samples(answers).median());
        numbers.put("watcher p50 ms", new Samples(halves).median());
        numbers.put("watcher p99 ms", new Samples(nearlyAll).median());
        numbers.put("last watcher ms", last.median());
        numbers.put("fastest ms", last.min());
        numbers.put("slowest ms", last.max());
        numbers.put("marks per second", rate(pods, ends));
        numbers.put("times the bare client's rate", rate(pods, ends) / rate(pods, peer.ends.subList(0, ends.size())));
        return numbers;
    }

    /** The mean over rounds, since each is either spared or hit by what the machine does beside. */
    private static double rate(int pods, List<Double> ends) {
        return pods
                * 1000.0
                * ends.size()
                / ends.stream().mapToDouble(end -> end).sum();
    }
}
