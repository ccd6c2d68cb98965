package io.gitvolumereloader.local.bench.proof;

import io.gitvolumereloader.receiver.hook.Delivery;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Variants of a delivery, whose judgements take turns in random order, so that whatever else the machine does hits all
 * of them alike. Of each there are many deliveries, so that no place in memory makes a variant slow.
 *
 * @param judge what is clocked
 * @param accepted whether a judgement is the right one of a variant; asked when the clock has stopped
 * @param deliveries by variant
 */
record Variants(Function<Delivery, Object> judge, List<Predicate<Object>> accepted, List<List<Delivery>> deliveries) {
    /**
     * Clocks each variant so many times.
     *
     * @param warmUp so many times before do not count
     * @param batch how many judgements are clocked at a time
     * @return by variant, the nanoseconds of a judgement
     * @throws IllegalStateException if a delivery is judged wrongly
     */
    double[][] clock(int warmUp, int samples, int batch) {
        var times = new double[deliveries.size()][samples];
        var order =
                new ArrayList<>(IntStream.range(0, deliveries.size()).boxed().toList());
        var random = new Random(1);
        for (var round = -warmUp; round < samples; round++) {
            Collections.shuffle(order, random);
            for (int variant : order) {
                var nanos = once(variant, random.nextInt(deliveries.get(variant).size()), batch);
                if (round >= 0) {
                    times[variant][round] = nanos / batch;
                }
            }
        }
        return times;
    }

    private double once(int variant, int first, int batch) {
        var pool = deliveries.get(variant);
        var judgements = new Object[batch];
        var begin = System.nanoTime();
        for (var i = 0; i < batch; i++) {
            judgements[i] = judge.apply(pool.get((first + i) % pool.size()));
        }
        var nanos = System.nanoTime() - begin;
        if (!Arrays.stream(judgements).allMatch(accepted.get(variant))) {
            throw new IllegalStateException("A delivery of variant " + variant + " is judged wrongly");
        }
        return nanos;
    }
}
