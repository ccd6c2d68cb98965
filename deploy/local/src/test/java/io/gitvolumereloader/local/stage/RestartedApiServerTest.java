package io.gitvolumereloader.local.stage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Pod;
import io.gitvolumereloader.agent.testing.OwnApiServer;
import io.gitvolumereloader.agent.testing.Servers;
import io.gitvolumereloader.local.repository.GitHubWebhook;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A packaged receiver in front of a real API server that is killed while a thousand pods are being marked. */
@Tag("api-server")
class RestartedApiServerTest {
    private static final int PODS = 1000;
    private static final String PUSH = "git-volume-reloader.io/push";
    private static final String REPOSITORY = "https://github.com/octo/docs.git";
    private static final String COMMIT = "c0ffee".repeat(6) + "c0ff";

    private final OwnApiServer server = new OwnApiServer();
    private final Cleanup cleanup = new Cleanup();

    @AfterEach
    void stop() {
        cleanup.close();
        server.close();
    }

    @Test
    void leavesNobodyOutAndItsSenderWaitsForNothing() throws Exception {
        var receiver = LoneReceiver.start(Path.of("../.."), server.kubeconfig(), Map.of(), cleanup);
        for (var i = 0; i < PODS; i++) {
            receiver.createPod("docs-" + i, Map.of("git-volume-reloader.io/repository", REPOSITORY));
        }
        try (var webhook = new GitHubWebhook(
                        () -> receiver.service().process().http(), receiver.secret(), receiver.log("deliveries"));
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answer = threads.submit(() -> push(webhook));
            await().until(() -> marked(receiver) > PODS / 10);
            server.end(Servers.End.KILLED);

            assertThat(answer.get().statusCode()).isEqualTo(202);
            assertThat(answer.get().body())
                    .contains("\"matched\":" + PODS)
                    .doesNotContain("\"continuing\":0")
                    .contains("\"unreached\":0");
            server.startAgain();
            await().atMost(Duration.ofMinutes(2)).until(() -> marked(receiver) == PODS);
            assertThat(push(webhook).body()).contains("\"unchanged\":" + PODS);
        }
    }

    private static HttpResponse<String> push(GitHubWebhook webhook) throws IOException {
        var body = """
                {"ref":"refs/heads/main","after":"%s","deleted":false,
                 "repository":{"clone_url":"%s","default_branch":"main"}}""".formatted(COMMIT, REPOSITORY);
        return webhook.deliver("refs/heads/main", body.getBytes(UTF_8));
    }

    private long marked(LoneReceiver receiver) {
        return server.administrator().pods().inNamespace(receiver.namespace()).list().getItems().stream()
                .filter(RestartedApiServerTest::isMarked)
                .count();
    }

    private static boolean isMarked(Pod pod) {
        return pod.getMetadata().getAnnotations().getOrDefault(PUSH, "").contains(COMMIT);
    }
}
