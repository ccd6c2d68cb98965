package io.gitvolumereloader.local.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private final Random random = new Random(1);

    @Test
    void whereThereIsNoDifferenceNoneIsFound() {
        assertThat(Comparison.of(times(100), times(100)).isSignificant()).isFalse();
    }

    @Test
    void aDifferenceOfAHundredthIsFound() {
        var comparison = Comparison.of(times(100), times(101));
        assertThat(comparison.t()).isLessThan(-Comparison.SIGNIFICANT);
        assertThat(comparison.isSignificant()).isTrue();
        assertThat(comparison.otherMedian()).isGreaterThan(comparison.oneMedian());
        assertThat(comparison.difference()).isBetween(-1.5, -0.5);
    }

    @Test
    void whatTheMachineDoesInBetweenDoesNotCount() {
        var disturbed = times(100);
        for (var i = 0; i < disturbed.length; i += 20) {
            disturbed[i] = 1_000_000;
        }
        assertThat(Math.abs(Comparison.of(disturbed, times(100)).difference())).isLessThan(2);
    }

    @Test
    void whatTwoTimesHaveInCommonHidesNoDifference() {
        var one = new double[40];
        var other = new double[40];
        for (var i = 0; i < one.length; i++) {
            one[i] = 1000 * i + random.nextGaussian();
            other[i] = 1000 * i + 2 + random.nextGaussian();
        }
        other[7] = 1_000_000;
        assertThat(Comparison.of(one, other).isSignificant()).isFalse();
        assertThat(Comparison.ofPairs(one, other).isSignificant()).isTrue();
        assertThat(Comparison.ofPairs(one, other).difference()).isBetween(-3.0, -1.0);
    }

    @Test
    void amongPairsThatDifferByChanceNoneIsFound() {
        assertThat(Comparison.ofPairs(times(100), times(100)).isSignificant()).isFalse();
    }

    private double[] times(double mean) {
        return DoubleStream.generate(() -> mean + random.nextGaussian() * 10)
                .limit(20_000)
                .toArray();
    }
}
