package io.gitvolumereloader.local.bench.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.gitvolumereloader.local.bench.proof.ProofRow.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProofRowTest {
    private final Random random = new Random(1);

    @Test
    void aLineKeepsAllOfIt() {
        var row = ProofRow.of(Kind.PLACES, "some scheme", times(100, 100, 100));
        assertThat(ProofRow.parse(row.line())).isEqualTo(row);
        assertThat(row.named()).hasSize(7).containsKey("first byte wrong − last byte wrong, t");
    }

    @Test
    void whatTakesAsLongTellsNothing() {
        var row = ProofRow.of(Kind.SECRETS, "some scheme", times(100, 100, 100));
        assertThat(row.leaks()).isFalse();
        assertThat(row.verdict()).isEqualTo("no difference");
    }

    @Test
    void aComparisonThatEndsEarlyIsFound() {
        var row = ProofRow.of(Kind.PLACES, "control: some", times(110, 100, 110));
        assertThat(row.isControl()).isTrue();
        assertThat(row.leaks()).isTrue();
        assertThat(row.verdict())
                .isEqualTo("different: first byte wrong and last byte wrong; right and first byte wrong");
    }

    @Test
    void thatARightOneTakesLongerTellsNothingAboutTheSecret() {
        var row = ProofRow.of(Kind.PLACES, "some scheme", times(110, 100, 100));
        assertThat(row.leaks()).isFalse();
        assertThat(row.verdict()).isEqualTo("different: right and first byte wrong");
    }

    @Test
    void whatABlockHasInCommonDoesNotCount() {
        var blocks = new ArrayList<double[][]>();
        for (var block = 0; block < 32; block++) {
            blocks.addAll(times(block * 100, block * 100 + 2, block * 100).subList(0, 1));
        }
        var row = ProofRow.of(Kind.PLACES, "some scheme", blocks);
        assertThat(row.leaks()).isTrue();
        assertThat(row.named().get("first byte wrong − last byte wrong, ns")).isBetween(1.0, 3.0);
    }

    private List<double[][]> times(double... means) {
        return IntStream.range(0, 32)
                .mapToObj(_ -> DoubleStream.of(means)
                        .mapToObj(mean -> DoubleStream.generate(() -> mean + random.nextGaussian() * 10)
                                .limit(500)
                                .toArray())
                        .toArray(double[][]::new))
                .toList();
    }
}
