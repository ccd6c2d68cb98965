package io.gitvolumereloader.agent.trigger;

import static io.gitvolumereloader.agent.trigger.Watching.PATIENCE;
import static io.gitvolumereloader.agent.trigger.Watching.push;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the API server answers: the push of after it arrives, without a restart. */
class PodWatchRefusalsTest {
    private static final String PUSH = Watching.KEYS.push();

    private final ScriptedApi api = new ScriptedApi();

    @BeforeEach
    void createPod() {
        api.create("uid-1", Map.of(PUSH, push("first")));
    }

    @AfterEach
    void end() {
        api.close();
    }

    @Test
    void asksForTheOwnPodsMetadataFromTheCacheWithBookmarksAndForARandomTime() {
        try (var watching =
                Watching.with(api.port(), WatchSettings.of(Duration.ofMinutes(1), Duration.ofMillis(100)))) {
            seeing(watching);

            var asked = api.asked().getFirst();
            assertThat(asked.path()).isEqualTo("/api/v1/namespaces/docs/pods");
            assertThat(asked.query())
                    .containsEntry("watch", "true")
                    .containsEntry("fieldSelector", "metadata.name=docs-0")
                    .containsEntry("resourceVersion", "0")
                    .containsEntry("allowWatchBookmarks", "true");
            assertThat(asked.accept()).startsWith("application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1");
            assertThat(Integer.parseInt(asked.query().getOrDefault("timeoutSeconds", "")))
                    .isBetween(300, 600);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 410, 429, 500, 502, 503, 504})
    void survivesARefusalForAWhile(int status) {
        try (var watching = seeing(Watching.at(api.port()))) {
            api.refuse(3, status, Map.of());
            api.endWatches();
            api.annotate(PUSH, push("second"));

            awaitSecond(watching);
            assertThat(watching.state().lastReason()).contains(String.valueOf(status));
            assertThat(watching.state().reconnects()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 410, 429, 500})
    void survivesAnErrorInTheStream(int code) {
        try (var watching = seeing(Watching.at(api.port()))) {
            api.fail(code, "too old resource version: 1 (2)");
            api.annotate(PUSH, push("second"));

            awaitSecond(watching);
            assertThat(watching.state().lastReason()).contains(code + ": too old resource version: 1 (2)");
        }
    }

    @Test
    void comesBackNoEarlierThanItIsAskedTo() {
        try (var watching = seeing(Watching.at(api.port()))) {
            api.refuse(1, 429, Map.of("Retry-After", "2"));
            api.endWatches();
            api.annotate(PUSH, push("second"));

            awaitSecond(watching);
            assertThat(ScriptedApi.between(api.asked().get(1), api.asked().get(2)))
                    .isGreaterThanOrEqualTo(Duration.ofSeconds(2));
        }
    }

    @Test
    void saysWhichRightIsMissingWhere() {
        try (var watching = seeing(Watching.at(api.port()))) {
            api.refuse(1, 403, Map.of());
            api.endWatches();

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(watching.state().lastReason())
                            .contains("grant the agent's service account watch on pods of namespace docs"));
        }
    }

    @Test
    void nonsenseInTheStreamIsNoReasonToGoDeaf() {
        try (var watching = seeing(Watching.at(api.port()))) {
            api.babble("<html>");
            await().atMost(PATIENCE).until(() -> watching.state().reconnects() == 1);
            api.babble("{\"type\":\"ADDED\",\"object\":7}");
            await().atMost(PATIENCE).until(() -> watching.state().reconnects() == 2);

            api.annotate(PUSH, push("second"));

            awaitSecond(watching);
            assertThat(watching.state().lastReason()).contains("no watch event");
        }
    }

    @Test
    void aWatchThatDoesNotShowThePodIsBegunAnew() {
        api.keepStill(2);
        try (var watching = Watching.at(api.port())) {
            await().atMost(PATIENCE).until(() -> watching.deliveries().contains("first"));

            assertThat(watching.state().lastReason()).contains("did not show the pod within 3000 ms");
        }
    }

    @Test
    void theEndOfAWatchThatWasAskedForIsNoLoss() {
        var settings = new WatchSettings(
                Duration.ofMinutes(1),
                Duration.ofMillis(100),
                Duration.ofMinutes(1),
                Duration.ofSeconds(3),
                Duration.ofSeconds(1));
        try (var watching = seeing(Watching.with(api.port(), settings))) {
            var since = watching.state().connectedSince();
            api.endWatches();
            api.annotate(PUSH, push("second"));

            awaitSecond(watching);
            assertThat(watching.state().reconnects()).isZero();
            assertThat(watching.state().lastReason()).isNull();
            assertThat(watching.state().connectedSince()).isEqualTo(since);
        }
    }

    @Test
    void aPodThatIsCreatedAnewUnderTheSameNameIsAnother() {
        try (var watching = seeing(Watching.at(api.port()))) {
            api.delete();
            api.create("uid-2", Map.of());
            api.annotate(PUSH, push("first"));

            await().atMost(PATIENCE).until(() -> watching.deliveries().size() == 2);
            assertThat(watching.deliveries()).containsExactly("first", "first");

            api.annotate(PUSH, push("second"));
            await().atMost(PATIENCE).until(() -> watching.deliveries().size() == 3);
            assertThat(watching.state().reconnects()).isZero();
        }
    }

    @Test
    void aPodThatWasCreatedAnewWhileNobodyLookedMayCarryAnOlderPush() {
        try (var watching = seeing(Watching.at(api.port()))) {
            api.annotate(PUSH, push("second"));
            awaitSecond(watching);
            api.refuse(1, 500, Map.of());
            api.endWatches();
            api.create("uid-2", Map.of(PUSH, push("first")));

            await().atMost(PATIENCE).until(() -> watching.deliveries().size() == 3);
            api.annotate(PUSH, push("third"));

            await().atMost(PATIENCE).until(() -> watching.deliveries().size() == 4);
            assertThat(watching.deliveries()).containsExactly("first", "second", "first", "third");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1970-01-01T00:00:00.000Z", "9999-12-31T23:59:59.999Z"})
    void whatTheReceiversClockSaysDecidesNothing(String at) {
        try (var watching = seeing(Watching.at(api.port()))) {
            api.annotate(PUSH, push("second").replace("2026-11-20T07:30:00.123Z", at));
            awaitSecond(watching);
            assertThat(watching.announced.getLast().at()).isEqualTo(Instant.parse(at));
        }
    }

    @Test
    void readsTheTokenAgainWhenItHasExpired(@TempDir Path folder) throws IOException {
        var token = Files.writeString(folder.resolve("token"), "old");
        api.requireToken("old");
        try (var cluster = new InCluster("http://127.0.0.1:" + api.port(), token);
                var watching = seeing(Watching.with(cluster.config()))) {
            api.requireToken("new");
            api.endWatches();
            api.annotate(PUSH, push("second"));
            await().atMost(PATIENCE)
                    .until(() -> String.valueOf(watching.state().lastReason()).contains("401"));

            Files.writeString(token, "new");

            awaitSecond(watching);
        }
    }

    private static Watching seeing(Watching watching) {
        await().atMost(PATIENCE).until(() -> watching.deliveries().contains("first"));
        return watching;
    }

    private static void awaitSecond(Watching watching) {
        await().atMost(PATIENCE).until(() -> watching.deliveries().contains("second"));
        assertThat(watching.deliveries()).as("nothing is told twice").containsExactly("first", "second");
    }
}
