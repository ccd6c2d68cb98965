package io.gitvolumereloader.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gitvolumereloader.agent.sync.Heart;
import io.gitvolumereloader.agent.sync.StatusBoard;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** An agent that can't know what to follow stays up and says so. */
@QuarkusTest
@TestProfile(MisconfiguredAgentTest.NoUrl.class)
class MisconfiguredAgentTest {
    @Inject
    StatusBoard board;

    @Inject
    Heart heart;

    @Test
    void aRepositoryThatIsNoUrlIsReportedAndEndsNothing() {
        await().atMost(Duration.ofSeconds(30)).until(() -> board.status().lastError() != null);

        var error = board.status().lastError();
        assertThat(error).isNotNull();
        assertThat(error.reason()).contains("agent.repository", "https://host/path");
        assertThat(board.status().published()).isNull();
        assertThat(heart.isBeating()).isTrue();
    }

    /** A repository that is none. */
    public static final class NoUrl implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            var scratch = Path.of("target", "misconfigured-" + UUID.randomUUID());
            return Map.of(
                    "agent.repository", "our docs",
                    "agent.folder", scratch.resolve("volume").toString(),
                    "agent.state", scratch.resolve("state").toString());
        }
    }
}
