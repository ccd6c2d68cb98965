package io.gitvolumereloader.receiver;

import static io.gitvolumereloader.receiver.Answers.json;
import static io.gitvolumereloader.receiver.Answers.report;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.gitvolumereloader.receiver.kubernetes.PodServer;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program, with little memory and many pods. */
@Tag("packaged")
class PackagedFanOutTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    @Test
    void fiveThousandPodsNeedNoMoreMemoryThanOne() throws Exception {
        try (var pods = new PodServer(5000);
                var receiver = new PackagedReceiver(folder, pods.url(), "-Xmx48m");
                var senders = Executors.newVirtualThreadPerTaskExecutor()) {
            var gitHub = new GitHubSender(receiver.webhooks());
            var deliveries = new ArrayList<Future<JsonNode>>();
            for (var i = 0; i < 10; i++) {
                var push = GitHubSender.push("o/docs", "refs/heads/main");
                deliveries.add(senders.submit(() -> report(gitHub.signed("push", push), 202)));
            }
            for (var delivery : deliveries) {
                var report = delivery.get();
                assertThat(report.path("matched").intValue()).isEqualTo(5000);
                assertThat(report.path("unreached").intValue()).isZero();
            }
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(pods.pushes()).hasSize(5000));
            var page = gitHub.send(HttpRequest.newBuilder(receiver.management("/pods")));
            assertThat(json(page.body()).path("pods")).hasSize(5000);
            assertThat(receiver.isAlive())
                    .as("memory was enough: %s", receiver.log())
                    .isTrue();
        }
    }

    @Test
    void whoIsToldToEndMarksFirstWhatItHasPromised() throws Exception {
        try (var pods = new PodServer(1000);
                var receiver = new PackagedReceiver(folder, pods.url(), "-Dreceiver.fan-out.deadline=3s")) {
            pods.slow(Duration.ofMillis(150));
            var gitHub = new GitHubSender(receiver.webhooks());
            var report = report(gitHub.signed("push", GitHubSender.push("o/docs", "refs/heads/main")), 202);
            assertThat(report.path("continuing").intValue()).isPositive();
            receiver.terminate();
            assertThat(pods.pushes()).hasSize(1000);
            assertThat(receiver.log()).anyMatch(line -> line.contains("ending; nothing is left to mark"));
        }
    }

    @Test
    void whoIsToldToEndAndCantMarkSaysWhatIsLeft() throws Exception {
        try (var pods = new PodServer(1000);
                var receiver = new PackagedReceiver(
                        folder, pods.url(), "-Dreceiver.fan-out.deadline=3s", "-Dreceiver.fan-out.drain=1s")) {
            pods.slow(Duration.ofSeconds(1));
            var gitHub = new GitHubSender(receiver.webhooks());
            report(gitHub.signed("push", GitHubSender.push("o/docs", "refs/heads/main")), 202);
            receiver.terminate();
            assertThat(receiver.log())
                    .anyMatch(line -> line.contains("receiver.fan-out.drain=1s was too short"))
                    .noneMatch(line -> line.contains("Exception"));
        }
    }
}
