package io.gitvolumereloader.local.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.gitvolumereloader.local.bench.ProcessTree.Memory;
import io.gitvolumereloader.local.bench.Subject.Kind;
import io.gitvolumereloader.local.bench.Subject.Seen;
import io.gitvolumereloader.local.measure.Samples;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TablesTest {
    private static final Seen SEEN = new Seen(new Memory(0, 86 * 1024, 64 * 1024), 2560);

    @Test
    void agentIsComparedWithThePeersOfItsScenarioOnly() {
        var tables = new Tables(List.of(
                Row.of("incremental, tmpfs", Kind.AGENT_IN_PLACE, 500, 1, RowTest.taken(40), SEEN),
                Row.of("incremental, tmpfs", Kind.GIT_SYNC, 500, 1, RowTest.taken(80), SEEN),
                Row.of("incremental, disk", Kind.FETCH_RESET, 500, 1, RowTest.taken(60), SEEN)));

        assertThat(tables.compared().lines())
                .contains(
                        "| incremental, tmpfs | 500 | 1 | agent in-place | 40.0 | 40.0 – 40.0 | 10 | 86.0 | 64.0 | 2.5 | 2.00 / – / – |",
                        "| incremental, tmpfs | 500 | 1 | git-sync sequence | 80.0 | 80.0 – 80.0 | 10 | 86.0 | 64.0 | 2.5 |  |");
        assertThat(tables.inARow()).isEmpty();
    }

    @Test
    void syncsInARowHaveATableOfTheirOwn() {
        var row = new Row(
                "row of 1000, after 10",
                Kind.AGENT_SNAPSHOT,
                500,
                1,
                new Samples(List.of(40.0)),
                12,
                new Memory(0, 0, 64 * 1024),
                Map.of(Row.FETCH, 37.5, Row.STORE, 2048.0, Row.FRESH_STORE, 1024.0, Row.RESIDENT, 80 * 1024.0));
        var tables = new Tables(List.of(row));

        assertThat(tables.inARow())
                .endsWith("| row of 1000, after 10 | 500 | agent snapshot | 40.0 | 37.5 | 12 | 2.0 | 80.0 | 64.0 |\n");
        assertThat(tables.compared()).doesNotContain("row of 1000");
    }
}
