package io.gitvolumereloader.local.bench.receiver;

import io.gitvolumereloader.local.stage.Cleanup;
import io.gitvolumereloader.local.stage.LoneReceiver;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Measures a receiver's process under load, beside a server that only answers, and tells the results. */
public final class ReceiverBench {
    private static final Map<String, String> UNLIMITED =
            Map.of("RECEIVER_RATE", "1000000", "RECEIVER_REFUSED_RATE", "1000000");
    private static final int NO_TARGET = 200;
    private static final int UNAUTHORIZED = 401;
    private static final int STEADY = 100;
    private static final int STEADY_CONNECTIONS = 4;
    private static final int FLOOD = 5_000;
    private static final int FLOOD_CONNECTIONS = 64;

    private final Path project;
    private final Scale scale;
    private final Cleanup cleanup;
    private final PrintStream out;
    private final Figures figures;

    /**
     * A run that has not begun.
     *
     * @param project the folder of the checkout, whose receiver is packaged
     * @param out for people to read along, and the tables at the end
     */
    public ReceiverBench(Path project, Scale scale, Cleanup cleanup, PrintStream out) {
        this.project = project;
        this.scale = scale;
        this.cleanup = cleanup;
        this.out = out;
        this.figures = new Figures(out);
    }

    /**
     * Runs it.
     *
     * @param json the file that gets the rows as well; null for none
     * @return 0, whatever the numbers are
     * @throws IllegalStateException on anything but Linux, and if something could not be measured
     */
    public int run(@Nullable Path json) throws InterruptedException {
        if (!Files.isReadable(Path.of("/proc/self/status"))) {
            throw new IllegalStateException("Benchmarks read /proc, which only Linux has");
        }
        var receiver = LoneReceiver.start(project, UNLIMITED, cleanup);
        var requests = new Requests(receiver.secret());
        try (var peer = Peer.start()) {
            cleanup.add(peer::close);
            throughput(receiver, requests, peer);
            flooded(receiver, requests, peer);
        }
        timing(receiver, requests);
        memory(receiver, requests);
        new ProofTiming(scale.proofs(), cleanup, figures, out).run();
        figures.tell(json);
        return 0;
    }

    /**
     * Measures only what the time of a proof tells.
     *
     * @param json the file that gets the rows as well; null for none
     * @return 0, whatever the numbers are
     * @throws IllegalStateException if it could not be measured
     */
    public int runProofs(@Nullable Path json) throws InterruptedException {
        new ProofTiming(scale.proofs(), cleanup, figures, out).run();
        figures.tell(json);
        return 0;
    }

    private void throughput(LoneReceiver receiver, Requests requests, Peer peer) throws InterruptedException {
        var process = resident(receiver);
        var bare = new Resident(peer.process().pid());
        for (int connections : scale.connections()) {
            row("bare server", peer.server(), requests.forged(), UNAUTHORIZED, connections, bare);
            row("refused: unsigned", http(receiver), requests.unsigned(), UNAUTHORIZED, connections, process);
            row("refused: forged", http(receiver), requests.forged(), UNAUTHORIZED, connections, process);
            row("accepted, nobody follows", http(receiver), requests.authentic(), NO_TARGET, connections, process);
        }
    }

    private void row(String what, URI server, List<byte[]> requests, int status, int connections, Resident process)
            throws InterruptedException {
        out.printf("Measuring %s, %d connections ...%n", what, connections);
        var load = new Load(server, requests, status, connections, 0);
        load.run(Duration.ZERO, scale.warmUp());
        var cpu = process.cpuMicros();
        var result = load.run(Duration.ZERO, scale.measured());
        cpu = process.cpuMicros() - cpu;
        var numbers = new LinkedHashMap<String, Double>();
        numbers.put("connections", (double) connections);
        numbers.put("per second", result.perSecond());
        numbers.put("p50 ms", result.latencies().millis(0.5));
        numbers.put("p99 ms", result.latencies().millis(0.99));
        numbers.put("CPU µs each", cpu / Math.max(1, result.latencies().count()));
        numbers.put("RSS MB", process.megabytes());
        figures.add(what, numbers);
    }

    /** A hundred accepted a second, alone and beside floods. */
    private void flooded(LoneReceiver receiver, Requests requests, Peer peer) throws InterruptedException {
        var steady = new Load(http(receiver), requests.authentic(), NO_TARGET, STEADY_CONNECTIONS, STEADY);
        steady(steady, "no flood", null);
        for (int rate : List.of(FLOOD / 5, FLOOD, 0)) {
            var what = rate == 0 ? "all that comes back" : "%,d".formatted(rate);
            steady(
                    steady,
                    "beside " + what + " a second to the bare server",
                    new Load(peer.server(), requests.forged(), UNAUTHORIZED, FLOOD_CONNECTIONS, rate));
            steady(
                    steady,
                    "beside " + what + " unsigned a second",
                    new Load(http(receiver), requests.unsigned(), UNAUTHORIZED, FLOOD_CONNECTIONS, rate));
            steady(
                    steady,
                    "beside " + what + " forged a second",
                    new Load(http(receiver), requests.forged(), UNAUTHORIZED, FLOOD_CONNECTIONS, rate));
        }
    }

    private void steady(Load steady, String what, @Nullable Load flood) throws InterruptedException {
        out.printf("Measuring accepted deliveries, %s ...%n", what);
        try (var threads = Executors.newSingleThreadExecutor()) {
            var running = flood == null ? null : threads.submit(() -> flood.run(scale.warmUp(), scale.measured()));
            var result = steady.run(scale.warmUp(), scale.measured());
            var numbers = new LinkedHashMap<String, Double>();
            numbers.put("accepted per second", result.perSecond());
            numbers.put("p50 ms", result.latencies().millis(0.5));
            numbers.put("p90 ms", result.latencies().millis(0.9));
            numbers.put("p99 ms", result.latencies().millis(0.99));
            numbers.put(
                    "refused per second", running == null ? 0 : running.get().perSecond());
            figures.add(what, numbers);
        } catch (ExecutionException e) {
            throw new IllegalStateException("The flood failed: " + e.getCause(), e);
        }
    }

    private void timing(LoneReceiver receiver, Requests requests) {
        out.println("Measuring what the time of a refusal tells ...");
        var result = new Timing(http(receiver), requests, scale.samples()).run();
        var numbers = new LinkedHashMap<String, Double>();
        numbers.put("first digit wrong, median µs", result.oneMedian());
        numbers.put("last digit wrong, median µs", result.otherMedian());
        numbers.put("Welch's t", result.t());
        numbers.put("samples of each", (double) scale.samples());
        figures.add("forged signatures", numbers);
    }

    private void memory(LoneReceiver receiver, Requests requests) throws InterruptedException {
        flood("25 MB bodies, limit 5 MB", receiver, requests);
        receiver.restartWith("RECEIVER_MAX_BODY", "25M");
        flood("25 MB bodies, limit 25 MB", receiver, requests);
    }

    private void flood(String what, LoneReceiver receiver, Requests requests) throws InterruptedException {
        out.printf("Measuring memory, %s ...%n", what);
        new Load(http(receiver), requests.authentic(), NO_TARGET, FLOOD_CONNECTIONS, 0)
                .run(Duration.ZERO, scale.warmUp());
        var process = resident(receiver);
        var before = process.megabytes();
        process.forgetPeak();
        var bodies = new LargeBodies(http(receiver), requests, FLOOD_CONNECTIONS);
        var count = bodies.run(scale.flood());
        var peak = process.peakMegabytes();
        process.forgetPeak();
        count += bodies.run(scale.flood());
        var numbers = new LinkedHashMap<String, Double>();
        numbers.put("bodies", (double) count);
        numbers.put("RSS before MB", before);
        numbers.put("peak RSS MB", peak);
        numbers.put("peak RSS of a second flood MB", process.peakMegabytes());
        numbers.put("RSS after MB", process.megabytes());
        figures.add(what, numbers);
    }

    private static URI http(LoneReceiver receiver) {
        return receiver.service().process().http();
    }

    private static Resident resident(LoneReceiver receiver) {
        return new Resident(receiver.service().process().pid());
    }
}
