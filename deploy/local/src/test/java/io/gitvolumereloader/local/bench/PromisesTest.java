package io.gitvolumereloader.local.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.gitvolumereloader.local.bench.ProcessTree.Memory;
import io.gitvolumereloader.local.bench.Subject.Kind;
import io.gitvolumereloader.local.measure.Samples;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PromisesTest {
    private static final LongRow ROW = new LongRow(1000);

    @Test
    void ratioThatIsReachedIsMet() {
        var lines = judge(
                row("incremental, tmpfs", Kind.AGENT_IN_PLACE, 50_000, 1, 50, Map.of()),
                row("incremental, tmpfs", Kind.GIT_SYNC, 50_000, 1, 1500, Map.of()));

        assertThat(lines)
                .contains(
                        "met: agent in-place: 1 of 50,000 files: times faster than git-sync's sequence: 30.00, at least 25.00 wanted");
    }

    @Test
    void ratioThatIsMissedIsNot() {
        var lines = judge(
                row("incremental, tmpfs", Kind.AGENT_SNAPSHOT, 50_000, 1, 90, Map.of()),
                row("incremental, tmpfs", Kind.AGENT_SNAPSHOT, 500, 1, 45, Map.of()));

        assertThat(lines)
                .contains(
                        "NOT MET: agent snapshot: 1 of 50,000 files: times its own time at 500: 2.00, at most 1.70 wanted");
    }

    @Test
    void growthIsCountedFromTheTenthSync() {
        var lines = judge(
                row("row of 1000, after 10", Kind.AGENT_IN_PLACE, 500, 1, 40, numbers(80, 10, 3)),
                row("row of 1000, after 1000", Kind.AGENT_IN_PLACE, 500, 1, 40, numbers(84, 11, 27)));

        assertThat(lines)
                .contains(
                        "met: agent in-place: sync 1,000 of 500 files: MB more resident than at sync 10: 4.00, at most 5.00 wanted",
                        "NOT MET: agent in-place: sync 1,000 of 500 files: MB in the store beyond twice a fresh one: 23.00, at most 20.00 wanted",
                        "met: agent in-place: sync 1,000 of 500 files: times the fetch's time at sync 10: 1.10, at most 1.20 wanted");
    }

    @Test
    void whatWasNotMeasuredIsNotJudged() {
        assertThat(judge()).isNotEmpty().allMatch(line -> line.startsWith("not measured: "));
    }

    private static List<String> judge(Row... rows) {
        return new Promises(List.of(rows), ROW)
                .all().stream().map(Promise::line).toList();
    }

    private static Map<String, Double> numbers(double residentMb, double fetchMillis, double storeMb) {
        return Map.of(
                Row.RESIDENT, residentMb * 1024,
                Row.FETCH, fetchMillis,
                Row.STORE, storeMb * 1024,
                Row.FRESH_STORE, 2 * 1024.0);
    }

    private static Row row(
            String scenario, Kind kind, int files, int changed, double millis, Map<String, Double> more) {
        return new Row(scenario, kind, files, changed, new Samples(List.of(millis)), 10, Memory.NONE, more);
    }
}
