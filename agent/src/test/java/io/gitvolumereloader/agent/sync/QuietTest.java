package io.gitvolumereloader.agent.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class QuietTest {
    private final long[] now = {Long.MAX_VALUE - 1};
    private final Quiet quiet = new Quiet(Duration.ofSeconds(5), Duration.ofMinutes(1), () -> now[0]);

    @Test
    void beginsSomeTimeAfterTheLastNews() {
        pass(Duration.ofSeconds(3));
        assertThat(quiet.left()).isEqualTo(Duration.ofSeconds(2));

        quiet.news();

        assertThat(quiet.left()).isEqualTo(Duration.ofSeconds(5));
        pass(Duration.ofSeconds(6));
        assertThat(quiet.left()).isZero();
    }

    @Test
    void comesBackAtIntervals() {
        pass(Duration.ofSeconds(5));

        quiet.used();

        assertThat(quiet.left()).isEqualTo(Duration.ofMinutes(1));
    }

    private void pass(Duration time) {
        now[0] += time.toNanos();
    }
}
