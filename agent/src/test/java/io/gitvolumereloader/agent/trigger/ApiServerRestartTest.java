package io.gitvolumereloader.agent.trigger;

import static io.gitvolumereloader.agent.trigger.ApiServer.POD;
import static io.gitvolumereloader.agent.trigger.Watching.push;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.gitvolumereloader.agent.testing.BadLine;
import io.gitvolumereloader.agent.testing.OwnApiServer;
import io.gitvolumereloader.agent.testing.Servers;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever happens to a real API server, the push of before, during and after it arrives, without a restart. */
@Tag("api-server")
class ApiServerRestartTest {
    private static final String PUSH = Watching.KEYS.push();

    /** Pauses between attempts grow to half a minute while it is away. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @AutoClose
    private static final OwnApiServer SERVER = new OwnApiServer();

    private static final AgentPods PODS = new AgentPods(SERVER);

    private final AgentAccount account = new AgentAccount(SERVER);
    private final BadLine line = new BadLine(SERVER.port());

    @BeforeEach
    void createPod() {
        account.grant("agent");
        PODS.create(POD, Map.of(PUSH, push("first")));
    }

    @AfterEach
    void end() {
        line.close();
        PODS.deleteAll();
    }

    @ParameterizedTest
    @EnumSource
    void aRestartLosesNoPush(Servers.End how) {
        try (var watching = watching()) {
            PODS.annotate(POD, PUSH, push("before"));
            SERVER.end(how);
            await().atMost(PATIENCE).until(() -> !watching.sees());
            assertThat(watching.state().lastReason()).contains("API server");

            line.refuse();
            SERVER.startAgain();
            PODS.annotate(POD, PUSH, push("during"));
            line.restore();
            awaitNewest(watching, "during");
            PODS.annotate(POD, PUSH, push("after"));
            awaitNewest(watching, "after");

            // What was pushed right before the end may have been overtaken.
            assertThat(watching.deliveries())
                    .containsSubsequence("first", "during", "after")
                    .doesNotHaveDuplicates();
            assertThat(watching.state().reconnects()).isPositive();
        }
    }

    /** While it starts it knows neither accounts nor roles. */
    @Test
    void itComesBackByItselfWhileTheApiServerStarts() {
        try (var watching = watching()) {
            SERVER.end(Servers.End.KILLED);
            SERVER.startAgain();
            PODS.annotate(POD, PUSH, push("after"));

            awaitNewest(watching, "after");

            assertThat(watching.deliveries()).containsExactly("first", "after");
            assertThat(watching.state().reconnects()).isPositive();
        }
    }

    @Test
    void whatTheApiServerHasForgottenIsNotNeeded() {
        var seen = PODS.one(POD).get().getMetadata().getResourceVersion();
        try (var watching = watching()) {
            line.refuse();
            PODS.annotate(POD, PUSH, push("missed"));
            SERVER.etcd().forgetHistory();
            SERVER.end(Servers.End.KILLED);
            SERVER.startAgain();
            assertThat(SERVER.administrator()
                            .raw("/api/v1/namespaces/docs/pods?watch=true&timeoutSeconds=5&resourceVersion=" + seen))
                    .as("a watch that would go on from what the agent saw")
                    .contains("\"code\":410");

            line.restore();
            awaitNewest(watching, "missed");
            PODS.annotate(POD, PUSH, push("after"));
            awaitNewest(watching, "after");

            assertThat(watching.deliveries()).containsExactly("first", "missed", "after");
        }
    }

    /** As in every cluster something else changes all the time: the nodes' leases. */
    @Test
    void whereNoPodChangesBookmarksComeBeforeAWatchCountsAsDead() {
        assumeThat(SERVER.isModern())
                .as("the API server is 1.30 or newer; very old ones tell of changed pods only")
                .isTrue();
        var silence = Duration.ofSeconds(150);
        var settings = WatchSettings.of(silence, Duration.ofMillis(100));
        try (var watching = Watching.of(POD, account.config(POD), settings)) {
            awaitNewest(watching, "first");
            var seen = watching.state().lastEvent();

            await().atMost(silence).pollInterval(Duration.ofSeconds(1)).until(() -> {
                changeNamespace();
                return !Objects.equals(watching.state().lastEvent(), seen);
            });

            assertThat(watching.state().lastReason()).isNull();
        }
    }

    private static void changeNamespace() {
        SERVER.administrator()
                .namespaces()
                .withName("docs")
                .edit(before -> new NamespaceBuilder(before)
                        .editMetadata()
                        .addToAnnotations("example.org/changed", Instant.now().toString())
                        .endMetadata()
                        .build());
    }

    private Watching watching() {
        var watching = Watching.of(
                POD,
                SERVER.config(line.port()).withOauthToken(account.token(POD)).build());
        awaitNewest(watching, "first");
        return watching;
    }

    private static void awaitNewest(Watching watching, String delivery) {
        await().atMost(PATIENCE).until(() -> watching.deliveries().contains(delivery));
    }
}
