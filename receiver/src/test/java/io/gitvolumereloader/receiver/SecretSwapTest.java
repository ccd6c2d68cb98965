package io.gitvolumereloader.receiver;

import static io.gitvolumereloader.receiver.Answers.problem;
import static io.gitvolumereloader.receiver.Answers.report;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Secrets change under load, as kubelet changes them. */
@QuarkusTest
@SuppressWarnings("NullAway.Init") // Quarkus fills the fields
@QuarkusTestResource(Cluster.class)
class SecretSwapTest {
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final String NEW = "a secret that comes and goes";

    @TestHTTPResource("/github")
    URI endpoint;

    Cluster cluster;

    @Test
    void noDeliveryIsDroppedWhileSecretsComeAndGo() throws InterruptedException, ExecutionException {
        var swapping = new AtomicBoolean(true);
        try (var threads = Executors.newFixedThreadPool(2)) {
            var hammer = threads.submit(() -> hammerWhile(swapping));
            for (var i = 0; i < 3; i++) {
                cluster.secret("github.swapped", NEW);
                await().atMost(LIMIT).untilAsserted(() -> report(gitHub().signed("ping", "{}", NEW), 200));
                cluster.forget("github.swapped");
                await().atMost(LIMIT).untilAsserted(() -> problem(gitHub().signed("ping", "{}", NEW), 401));
            }
            swapping.set(false);
            assertThat(hammer.get()).isGreaterThan(100);
        }
    }

    private int hammerWhile(AtomicBoolean going) {
        var sent = 0;
        while (going.get()) {
            report(gitHub().signed("ping", "{}", Cluster.SECRET), 200);
            sent++;
        }
        return sent;
    }

    private GitHubSender gitHub() {
        return new GitHubSender(endpoint);
    }
}
