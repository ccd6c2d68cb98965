package io.gitvolumereloader.local.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gitvolumereloader.local.bench.Plan.Part;
import io.gitvolumereloader.local.stage.Cleanup;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyncBenchTest {
    private static final List<String> FIELDS = List.of(
            "scenario",
            "subject",
            "files",
            "changed",
            "median_ms",
            "min_ms",
            "max_ms",
            "cpu_ms",
            "peak_rss_kb",
            "private_kb");

    /** Tests run in the module's folder, after the agent has been packaged. */
    private static final Path PROJECT = Path.of("../..").toAbsolutePath().normalize();

    @TempDir
    private Path folder;

    @Test
    void tinyPlanMeasuresEverySubjectAndAllShowTheLastCommit() throws IOException {
        var json = folder.resolve("rows.json");
        var printed = new ByteArrayOutputStream();
        var plan = new Plan(List.of(new Part(50, Place.Kind.DISK, List.of(1), 0, 1, 1, 1, true, 1)));

        int exit;
        try (var cleanup = new Cleanup();
                var out = new PrintStream(printed, true, UTF_8)) {
            exit = new SyncBench(PROJECT, plan, cleanup, out).run(json);
        }

        var rows = new ObjectMapper().readTree(json.toFile());
        assertThat(exit).as(printed.toString(UTF_8)).isZero();
        assertThat(subjects(rows, "incremental, disk"))
                .containsExactly("agent in-place", "agent snapshot", "git-sync sequence", "git fetch + reset");
        assertThat(subjects(rows, "first sync, JVM start included, disk"))
                .containsExactly("agent in-place", "agent snapshot", "git clone", "git-sync sequence");
        assertThat(subjects(rows, "row of 1, after 1")).containsExactly("agent in-place", "agent snapshot");
        assertThat(rows).allSatisfy(row -> {
            assertThat(row.fieldNames()).toIterable().startsWith(FIELDS.toArray(String[]::new));
            assertThat(row.get("median_ms").asDouble()).isPositive();
            assertThat(row.get("peak_rss_kb").asLong()).isPositive();
        });
        assertThat(printed.toString(UTF_8)).contains("| incremental, disk | 50 | 1 | agent in-place |");
    }

    private static List<String> subjects(JsonNode rows, String scenario) {
        return rows.valueStream()
                .filter(row -> row.get("scenario").asText().equals(scenario))
                .map(row -> row.get("subject").asText())
                .toList();
    }
}
