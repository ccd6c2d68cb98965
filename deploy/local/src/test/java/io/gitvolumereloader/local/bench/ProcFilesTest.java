package io.gitvolumereloader.local.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProcFilesTest {
    @Test
    void cpuTimeIsUserAndSystemTimeOfTheProcessAndOfItsChildren() {
        var stat = "4711 (sh) S 1 4711 4711 0 -1 4194560 900 80000 0 3 7 11 130 170 20 0 1 0 5000 2600000 400";

        assertThat(ProcFiles.cpuMillis(stat)).isEqualTo((7 + 11 + 130 + 170) * 10);
    }

    @Test
    void nameOfAProcessMayLookLikeTheFieldsBehindIt() {
        var stat = "4711 (a) S 1 (b) S 1 4711 4711 0 -1 4194560 900 80000 0 3 1 0 0 0 20 0 1 0 5000\n";

        assertThat(ProcFiles.cpuMillis(stat)).isEqualTo(10);
    }

    @Test
    void kilobytesOfTheNamedLinesAreAddedUp() {
        var smaps = List.of(
                "5581aa-7ffd00 ---p 00000000 00:00 0    [rollup]",
                "Rss:               14000 kB",
                "Private_Clean:       300 kB",
                "Private_Dirty:      4000 kB",
                "Private_Hugetlb:       7 kB");

        assertThat(ProcFiles.kilobytes(smaps, "Private_Clean", "Private_Dirty")).isEqualTo(4300);
    }

    @Test
    void processThatHasEndedHoldsNothing() {
        assertThat(ProcFiles.kilobytes(List.of(), "VmHWM")).isZero();
    }
}
