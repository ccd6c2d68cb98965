package io.gitvolumereloader.local.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SamplesTest {
    @Test
    void medianOfAnOddNumberIsTheOneInTheMiddle() {
        assertThat(new Samples(List.of(9.0, 1.0, 5.0)).median()).isEqualTo(5);
    }

    @Test
    void medianOfAnEvenNumberLiesBetweenTheTwoInTheMiddle() {
        assertThat(new Samples(List.of(4.0, 1.0, 2.0, 9.0)).median()).isEqualTo(3);
    }

    @Test
    void nineOfTenDoNotExceedTheP90() {
        var twenty = new Samples(
                IntStream.rangeClosed(1, 20).mapToObj(i -> (double) i).toList());

        assertThat(twenty.p90()).isEqualTo(18);
    }

    @Test
    void ninetyNineOfAHundredDoNotExceedTheP99() {
        var hundred = new Samples(
                IntStream.rangeClosed(1, 100).mapToObj(i -> (double) i).toList());

        assertThat(hundred.p99()).isEqualTo(99);
    }

    @Test
    void oneSampleIsEverything() {
        var one = new Samples(List.of(7.0));

        assertThat(List.of(one.median(), one.p90(), one.p99(), one.min(), one.max()))
                .containsOnly(7.0);
    }

    @Test
    void noSamplesAreRefused() {
        assertThatThrownBy(() -> new Samples(List.of())).hasMessage("No samples");
    }
}
