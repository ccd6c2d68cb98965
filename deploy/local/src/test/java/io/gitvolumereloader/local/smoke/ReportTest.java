package io.gitvolumereloader.local.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.gitvolumereloader.local.measure.Samples;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
    private static final Outcome PASSED = new Outcome("works", Outcome.Kind.PASSED, Duration.ofMillis(1500), null);
    private static final Outcome FAILED = new Outcome("fails", Outcome.Kind.FAILED, Duration.ofSeconds(30), "why");
    private static final Outcome SKIPPED = new Outcome("skips", Outcome.Kind.SKIPPED, Duration.ZERO, "not here");
    private static final Latency LATENCY = new Latency("both", "push started", new Samples(List.of(120.25, 80.0)));

    @TempDir
    private Path folder;

    @Test
    void everythingIsWritten() throws IOException {
        var file = folder.resolve("results.json");

        report(PASSED, FAILED).write(file);

        var root = new ObjectMapper().readTree(file.toFile());
        assertThat(root.at("/machine/cores").asInt()).isPositive();
        assertThat(root.at("/machine/memory").asLong()).isPositive();
        assertThat(root.at("/date").asText()).isEqualTo("2026-11-20T07:30:00Z");
        assertThat(root.at("/scenarios").toString())
                .isEqualTo(
                        "[{\"name\":\"works\",\"ok\":true,\"seconds\":1.5},{\"name\":\"fails\",\"ok\":false,\"seconds\":30.0,\"message\":\"why\"}]");
        assertThat(root.at("/latencies").toString())
                .isEqualTo(
                        "[{\"subject\":\"both\",\"from\":\"push started\",\"samples_ms\":[120.25,80.0],\"median_ms\":100.125,\"p90_ms\":120.25,\"min_ms\":80.0,\"max_ms\":120.25}]");
    }

    @Test
    void oneFailureSpoilsIt() {
        assertThat(report(PASSED, FAILED).ok()).isFalse();
    }

    @Test
    void skippedScenariosDoNotSpoilIt() {
        assertThat(report(PASSED, SKIPPED).ok()).isTrue();
    }

    @Test
    void tableHasALineForEachLatency() {
        assertThat(report(PASSED).table().lines().filter(line -> !line.isEmpty()))
                .hasSize(2)
                .last()
                .asString()
                .matches("both +push started +100 +120 +80 +120");
    }

    private static Report report(Outcome... outcomes) {
        return new Report(Instant.parse("2026-11-20T07:30:00Z"), List.of(outcomes), List.of(LATENCY));
    }
}
