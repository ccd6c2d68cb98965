package io.gitvolumereloader.local.bench.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class TimingTest {
    private final Random random = new Random(1);

    @Test
    void whereThereIsNoDifferenceNoneIsFound() {
        assertThat(Math.abs(Timing.result(times(100), times(100)).t())).isLessThan(4.5);
    }

    @Test
    void aDifferenceOfAHundredthIsFound() {
        var result = Timing.result(times(100), times(101));
        assertThat(result.t()).isLessThan(-4.5);
        assertThat(result.lastMicros()).isGreaterThan(result.firstMicros());
    }

    private double[] times(double mean) {
        return DoubleStream.generate(() -> mean + random.nextGaussian() * 10)
                .limit(20_000)
                .toArray();
    }
}
