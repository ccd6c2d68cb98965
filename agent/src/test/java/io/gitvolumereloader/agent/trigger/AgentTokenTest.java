package io.gitvolumereloader.agent.trigger;

import static io.gitvolumereloader.agent.trigger.ApiServer.POD;
import static io.gitvolumereloader.agent.trigger.Watching.KEYS;
import static io.gitvolumereloader.agent.trigger.Watching.push;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gitvolumereloader.agent.testing.OwnApiServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A token that a real API server accepts no more is replaced by what kubelet puts into its file, without a restart. */
@Tag("api-server")
class AgentTokenTest {
    /** An API server remembers for ten seconds that a token counted, and forgives clocks a minute. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @AutoClose
    private static final OwnApiServer SERVER = new OwnApiServer();

    private static final AgentPods PODS = new AgentPods(SERVER);

    private final AgentAccount account = new AgentAccount(SERVER);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @BeforeEach
    void createPod() {
        account.grant("agent");
        account.grant("agent-reporting");
        PODS.create(POD, Map.of(KEYS.push(), push("first")));
    }

    @AfterEach
    void end() {
        PODS.deleteAll();
    }

    @Test
    void aTokenThatExpires() throws IOException {
        var soon = Instant.now().plusSeconds(5);
        isReplaced(SERVER.key().shorten(account.token(POD), soon), () -> {});
    }

    @Test
    void aTokenOfAnAccountThatWasDeletedAndMadeAnew() throws IOException {
        isReplaced(account.token(POD), account::makeAnew);
    }

    private void isReplaced(String token, Runnable end) throws IOException {
        var file = Files.writeString(folder.resolve("token"), token);
        try (var cluster = new InCluster("https://127.0.0.1:" + SERVER.port(), file, SERVER.certificate());
                var reporting = new Reporting(cluster.config());
                var watching = Watching.restless(cluster.config())) {
            await().atMost(PATIENCE).until(() -> watching.deliveries().contains("first"));
            end.run();
            await().atMost(PATIENCE)
                    .until(() -> String.valueOf(watching.state().lastReason()).contains("401"));
            assertThat(watching.state().lastReason()).contains("does not accept the agent's token");
            reporting.shows(1);
            await().atMost(PATIENCE).until(() -> reporting.lines().toString().contains("401"));
            PODS.annotate(POD, KEYS.push(), push("second"));

            Files.writeString(file, account.token(POD));

            await().atMost(PATIENCE).until(() -> watching.deliveries().contains("second"));
            assertThat(watching.deliveries()).containsExactly("first", "second");
            reporting.awaitShown(SERVER, 1);
        }
    }
}
