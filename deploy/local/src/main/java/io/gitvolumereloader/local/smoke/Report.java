package io.gitvolumereloader.local.smoke;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** The results of a smoke run, as data and as a table. */
record Report(Instant date, List<Outcome> scenarios, List<Latency> latencies) {
    private static final ObjectMapper JSON = new ObjectMapper();

    boolean ok() {
        return scenarios.stream().noneMatch(Outcome::failed);
    }

    /** Writes {@code docs/local-run.md}'s JSON. */
    void write(Path file) {
        try {
            Files.writeString(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json()) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("Can't write the results to " + file, e);
        }
    }

    ObjectNode json() {
        var root = JSON.createObjectNode();
        root.set("machine", machine());
        root.put("date", date.toString());
        var told = root.putArray("scenarios");
        scenarios.forEach(scenario -> describe(scenario, told.addObject()));
        var measured = root.putArray("latencies");
        latencies.forEach(latency -> describe(latency, measured.addObject()));
        return root;
    }

    /** The latencies, in whole milliseconds; nothing where none were measured. */
    String table() {
        if (latencies.isEmpty()) {
            return "";
        }
        var text = new StringBuilder("%n%-10s %-15s %8s %8s %8s %8s   ms, %d pushes%n"
                .formatted(
                        "visible in",
                        "since",
                        "median",
                        "p90",
                        "min",
                        "max",
                        latencies.getFirst().samples().millis().size()));
        for (var latency : latencies) {
            var samples = latency.samples();
            text.append("%-10s %-15s %8.0f %8.0f %8.0f %8.0f%n"
                    .formatted(
                            latency.subject(),
                            latency.from(),
                            samples.median(),
                            samples.p90(),
                            samples.min(),
                            samples.max()));
        }
        return text.toString();
    }

    private static ObjectNode machine() {
        return JSON.createObjectNode()
                .put("cores", Runtime.getRuntime().availableProcessors())
                .put("memory", memory())
                .put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"))
                .put("java", Runtime.version().toString());
    }

    /** In bytes. */
    private static long memory() {
        var system = ManagementFactory.getOperatingSystemMXBean();
        return system instanceof OperatingSystemMXBean machine ? machine.getTotalMemorySize() : 0;
    }

    private static void describe(Outcome scenario, ObjectNode node) {
        node.put("name", scenario.name()).put("ok", !scenario.failed()).put("seconds", scenario.seconds());
        if (scenario.message() != null) {
            node.put("message", scenario.message());
        }
    }

    private static void describe(Latency latency, ObjectNode node) {
        var samples = latency.samples();
        node.put("subject", latency.subject()).put("from", latency.from());
        var millis = node.putArray("samples_ms");
        samples.millis().forEach(millis::add);
        node.put("median_ms", samples.median())
                .put("p90_ms", samples.p90())
                .put("min_ms", samples.min())
                .put("max_ms", samples.max());
    }
}
