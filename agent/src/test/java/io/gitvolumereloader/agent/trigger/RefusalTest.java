package io.gitvolumereloader.agent.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusalTest {
    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            -,                             0
            7,                             7
            0,                             0
            -1,                            0
            soon,                          0
            12345678901,                   0
            'Fri, 20 Nov 2026 07:30:00 GMT', 0
            """)
    void retryAfterCountsInSecondsOnly(String header, long seconds) {
        assertThat(Refusal.pause(header)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void nobodySilencesTheAgentForEver() {
        var refused = Refusal.of(429, "", Duration.ofSeconds(999_999), "");

        assertThat(refused.retryAfter()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void whatTheServerSaysIsBoundedAndPrintable() {
        var refused = Refusal.of(500, "x\n2026 ERROR forged " + "y".repeat(9999), Duration.ZERO, "");

        assertThat(refused.reason()).contains("500: x?2026 ERROR").hasSizeLessThan(400);
    }
}
