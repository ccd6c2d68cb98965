package io.gitvolumereloader.local.bench.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LatenciesTest {
    private final Latencies latencies = new Latencies();

    @Test
    void partsAreExactToAFiftieth() {
        for (var i = 1; i <= 1000; i++) {
            latencies.add(i * 1_000_000L);
        }
        assertThat(latencies.millis(0.5)).isCloseTo(500, within(10.0));
        assertThat(latencies.millis(0.99)).isCloseTo(990, within(20.0));
        assertThat(latencies.count()).isEqualTo(1000);
    }

    @Test
    void thoseOfOthersAreAdded() {
        var other = new Latencies();
        other.add(5_000_000);
        latencies.add(other);
        assertThat(latencies.millis(1)).isCloseTo(5, within(0.1));
    }

    @Test
    void noneAndExtremesAreNoFault() {
        assertThat(latencies.millis(0.5)).isZero();
        latencies.add(-1);
        latencies.add(Long.MAX_VALUE);
        assertThat(latencies.millis(1)).isPositive();
    }
}
