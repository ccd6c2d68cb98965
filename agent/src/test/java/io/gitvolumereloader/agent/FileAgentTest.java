package io.gitvolumereloader.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gitvolumereloader.agent.sync.StatusBoard;
import io.gitvolumereloader.agent.trigger.Sight;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The whole agent without token and API: what to follow, and each push, come from a file that kubelet writes. */
@QuarkusTest
@QuarkusTestResource(value = Podinfo.class, restrictToAnnotatedClass = true)
class FileAgentTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    @SuppressWarnings("NullAway.Init")
    StatusBoard board;

    @Inject
    @SuppressWarnings("NullAway.Init")
    Sight sight;

    @Test
    void publishesWhatTheFileAnnounces() {
        var here = Podinfo.current;
        var page = here.folder.resolve("index.md");
        await().atMost(PATIENCE).until(() -> Files.exists(page));
        assertThat(page).hasContent("first\n");

        var second = here.push("second\n");
        here.annotations.put(
                "git-volume-reloader.io/push",
                "{\"ref\":\"refs/heads/main\",\"after\":\"%s\",\"delivery\":\"github/2\"}".formatted(second));

        await().atMost(PATIENCE).until(() -> Files.readString(page).equals("second\n"));
        var announced = Objects.requireNonNull(board.status().announced());
        assertThat(announced.delivery()).isEqualTo("github/2");
        var json = Objects.requireNonNull(
                StatusPage.json(board.status(), sight.state()).getJsonObject("watch"));
        assertThat(json.getString("source")).isEqualTo("file");
        assertThat(json.getString("lastEvent")).isNotEmpty();
    }
}
