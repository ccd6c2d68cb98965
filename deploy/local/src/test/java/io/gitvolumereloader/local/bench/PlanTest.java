package io.gitvolumereloader.local.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.gitvolumereloader.local.bench.Plan.Part;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanTest {
    @Test
    void commitsArePreparedInTheOrderInWhichTheyAreUsed() {
        var part = new Part(500, Place.Kind.DISK, List.of(1, 20), 1, 2, 1, 0, false, 3);

        assertThat(part.changes()).containsExactly(1, 1, 1, 1, 20, 20, 20, 20, 1, 1, 1);
    }

    @Test
    void closerLookMeasuresMore() {
        var part = new Part(500, Place.Kind.TMPFS, List.of(1), 0, 1, 1, 0, true, 0);

        assertThat(part.cells())
                .extracting(Rounds.Cell::scenario)
                .containsExactly(
                        "incremental, tmpfs", "incremental without a pause, tmpfs", "diff + write alone, tmpfs");
        assertThat(part.changes()).isEqualTo(Collections.nCopies(3 * 2 + 5, 1));
    }

    @Test
    void noCommitChangesMorePagesThanThereAre() {
        assertThat(Plan.full().parts()).allMatch(part -> Collections.max(part.changed()) <= part.files());
    }

    @Test
    void fullPlanHasAllSizesInBothPlaces() {
        assertThat(Plan.full().sizes()).containsExactly(500, 5_000, 50_000);
        assertThat(Plan.full().sizes())
                .allSatisfy(files -> assertThat(Plan.full().parts(files))
                        .extracting(Part::place)
                        .containsExactly(Place.Kind.TMPFS, Place.Kind.DISK));
    }
}
