package io.gitvolumereloader.local.bench.receiver;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Requests to send again and again.
 *
 * @param server where to
 * @param requests in turn
 * @param status what has to be answered
 * @param connections at a time, each with one request at a time
 * @param perSecond over all connections; 0 for as many as come back
 */
record Load(URI server, List<byte[]> requests, int status, int connections, int perSecond) {
    /**
     * What came of it.
     *
     * @param seconds that were measured
     * @param latencies from the first byte sent to the last one received; where the rate is given, from the moment at
     *     which the request was due
     */
    record Result(double seconds, Latencies latencies) {
        double perSecond() {
            return latencies.count() / seconds;
        }
    }

    /**
     * Sends, and measures after a while.
     *
     * @throws IllegalStateException if another status is answered or a connection breaks
     */
    Result run(Duration warmUp, Duration measured) throws InterruptedException {
        var begin = System.nanoTime() + warmUp.toNanos();
        var end = begin + measured.toNanos();
        try (var threads = Executors.newFixedThreadPool(connections)) {
            var workers = new ArrayList<Future<Latencies>>();
            for (var i = 0; i < connections; i++) {
                var number = i;
                workers.add(threads.submit(() -> send(number, begin, end)));
            }
            var all = new Latencies();
            for (var worker : workers) {
                all.add(result(worker));
            }
            return new Result(measured.toNanos() / (double) TimeUnit.SECONDS.toNanos(1), all);
        }
    }

    private static Latencies result(Future<Latencies> worker) throws InterruptedException {
        try {
            return worker.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("A connection failed: " + e.getCause(), e);
        }
    }

    private Latencies send(int number, long begin, long end) throws IOException {
        var latencies = new Latencies();
        var pause = perSecond == 0 ? 0 : TimeUnit.SECONDS.toNanos(connections) / perSecond;
        var due = System.nanoTime() + pause * number / connections;
        try (var connection = new Connection(server)) {
            for (var i = number; due < end; i++) {
                for (var early = due - System.nanoTime(); early > 0; early = due - System.nanoTime()) {
                    LockSupport.parkNanos(early);
                }
                var answered = connection.exchange(requests.get(i % requests.size()));
                if (answered != status) {
                    throw new IllegalStateException("The answer is " + answered + " and not " + status);
                }
                var now = System.nanoTime();
                if (due >= begin && now <= end) {
                    latencies.add(now - due);
                }
                due = pause == 0 ? now : due + pause;
            }
        }
        return latencies;
    }
}
