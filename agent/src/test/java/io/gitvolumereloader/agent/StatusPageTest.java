package io.gitvolumereloader.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.gitvolumereloader.agent.sync.Status;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StatusPageTest {
    @Test
    void timesHaveMilliseconds() {
        var status = Status.atStart(Instant.parse("2026-11-20T07:30:00.123456789Z"));

        assertThat(StatusPage.json(status, null).getString("behindSince")).isEqualTo("2026-11-20T07:30:00.123Z");
    }
}
