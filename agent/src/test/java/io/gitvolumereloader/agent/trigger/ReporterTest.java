package io.gitvolumereloader.agent.trigger;

import static io.gitvolumereloader.agent.trigger.Syncs.commit;
import static io.gitvolumereloader.agent.trigger.Watching.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.gitvolumereloader.agent.sync.SyncResult;
import io.gitvolumereloader.agent.testing.BadLine;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReporterTest {
    private static final PodKeys KEYS = PodKeys.of("");
    private static final Duration INTERVAL = Duration.ofMillis(100);
    private static final String DENIED =
            "pods \"docs-0\" is forbidden: User \"system:serviceaccount:docs:agent\" cannot patch resource \"pods\"";

    private final ScriptedApi api = new ScriptedApi();
    private final BadLine line = new BadLine(api.port());
    private final KubernetesClient client = new KubernetesClientBuilder()
            .withConfig(new ConfigBuilder(Config.empty())
                    .withMasterUrl("http://127.0.0.1:" + line.port())
                    .build())
            .build();
    private final Reporter reporter = new Reporter(KEYS, INTERVAL, Duration.ofSeconds(1), new Random(7));

    @BeforeEach
    void createPod() {
        api.create("uid-1", Map.of("example.org/other", "stays"));
    }

    @AfterEach
    void end() {
        reporter.close();
        client.close();
        line.close();
        api.close();
    }

    @Test
    void patchesOneKeyOfTheOwnPod() {
        reporter.start(client, ApiServer.POD);

        shows(1);

        awaitShown(1);
        var patch = api.patches().getFirst();
        assertThat(patch.path()).isEqualTo("/api/v1/namespaces/docs/pods/docs-0");
        assertThat(patch.query()).isEqualTo(Map.of("fieldManager", "git-volume-reloader"));
        assertThat(patch.contentType()).isEqualTo("application/merge-patch+json");
        assertThat(patch.body().encode())
                .isEqualTo("{\"metadata\":{\"annotations\":{\"git-volume-reloader.io/published\":"
                        + "\"{\\\"ref\\\":\\\"refs/heads/main\\\",\\\"commit\\\":\\\""
                        + commit(1).hex()
                        + "\\\",\\\"at\\\":\\\"2026-11-20T07:30:00.201Z\\\"}\"}}}");
        assertThat(api.annotation("example.org/other")).isEqualTo("stays");
    }

    @Test
    void reportsTheNewestOnlyAndLeavesTheServerAloneInBetween() {
        reporter.start(client, ApiServer.POD);
        for (var number = 1; number <= 500; number++) {
            shows(number);
        }
        awaitShown(500);
        for (var number = 501; number <= 1000; number++) {
            shows(number);
        }
        awaitShown(1000);

        var patches = api.patches();
        assertThat(patches).hasSizeBetween(2, 20);
        for (var i = 1; i < patches.size(); i++) {
            assertThat(patches.get(i).nanos() - patches.get(i - 1).nanos()).isGreaterThanOrEqualTo(INTERVAL.toNanos());
        }
    }

    @Test
    void doesNotWriteTheSameTwice() {
        reporter.start(client, ApiServer.POD);
        shows(1);
        awaitShown(1);
        shows(1);
        shows(2);
        awaitShown(2);

        assertThat(api.patches()).hasSize(2);
    }

    @Test
    void saysWhoLacksWhichRightWhereOnceAndReportsWhenItIsGranted() {
        try (var log = new LogLines(Reporter.class)) {
            var lines = log.lines();
            api.refusePatches(3, 403, Map.of(), DENIED);
            reporter.start(client, ApiServer.POD);

            shows(1);

            awaitShown(1);
            await().atMost(PATIENCE).until(() -> lines.size() == 2);
            assertThat(lines.getFirst())
                    .contains("system:serviceaccount:docs:agent", "cannot patch", "docs/docs-0")
                    .contains("patch on pods of namespace docs, or set agent.report=false");
            assertThat(lines.getLast()).startsWith("Reporting on own pod again");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 404, 409, 422, 429, 500, 503})
    void triesAgainWhateverTheAnswer(int status) {
        api.refusePatches(2, status, Map.of(), "no");
        reporter.start(client, ApiServer.POD);
        shows(1);
        await().atMost(PATIENCE).until(() -> !api.patches().isEmpty());

        shows(2);

        awaitShown(2);
    }

    @Test
    void comesBackNoEarlierThanItIsAskedTo() {
        api.refusePatches(1, 429, Map.of("Retry-After", "2"), "slow");
        reporter.start(client, ApiServer.POD);

        shows(1);

        awaitShown(1);
        var patches = api.patches();
        assertThat(Duration.ofNanos(patches.get(1).nanos() - patches.get(0).nanos()))
                .isGreaterThanOrEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void survivesALineThatRefuses() {
        reporter.start(client, ApiServer.POD);
        shows(1);
        awaitShown(1);

        line.refuse();
        shows(2);
        await().pollDelay(INTERVAL.multipliedBy(3)).atMost(PATIENCE).until(() -> true);
        assertThat(api.patches()).hasSize(1);
        line.restore();

        awaitShown(2);
    }

    @Test
    void survivesAConnectionOfThePoolThatDiedSilently() {
        reporter.start(client, ApiServer.POD);
        shows(1);
        awaitShown(1);

        line.stall();
        shows(2);

        awaitShown(2);
    }

    @Test
    void tellsNothingUntilItIsStartedAndNothingOfFailures() {
        shows(1);
        reporter.start(client, ApiServer.POD);
        Syncs.tell(reporter, new SyncResult.Failed("no remote"), 1);
        shows(2);

        awaitShown(2);
        assertThat(api.patches()).hasSize(1);
    }

    private void shows(int number) {
        Syncs.shows(reporter, number);
    }

    private void awaitShown(int number) {
        await().atMost(PATIENCE)
                .until(() -> String.valueOf(api.annotation(KEYS.published()))
                        .contains(commit(number).hex()));
    }
}
