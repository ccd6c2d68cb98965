package io.gitvolumereloader.receiver.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What one namespace leaves to the others. */
class LimitsTest {
    @ParameterizedTest
    @CsvSource({"1, 1", "2, 1", "3, 2", "4, 3", "7, 6", "8, 6", "16, 12"})
    void oneOfSeveralNamespacesLeavesAQuarterAndAPlaceAtLeast(int all, int one) {
        assertThat(limits(all, true).inFlightOfOne()).isEqualTo(one);
        assertThat(limits(all, true).backlogOfOne()).isEqualTo(one);
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "16"})
    void theOnlyNamespaceMayHaveAll(int all) {
        assertThat(limits(all, false).inFlightOfOne()).isEqualTo(all);
        assertThat(limits(all, false).backlogOfOne()).isEqualTo(all);
    }

    private static Limits limits(int all, boolean several) {
        return new Limits(all, Duration.ofSeconds(4), all, 0, Duration.ofMinutes(5), several);
    }
}
