package io.gitvolumereloader.local.repository;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import io.gitvolumereloader.agent.testing.Git;
import io.gitvolumereloader.agent.testing.GitServer.RefChange;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitHubWebhookTest {
    private record Delivery(Headers headers, String body) {}

    private final List<Delivery> deliveries = new CopyOnWriteArrayList<>();

    @TempDir
    private Path folder;

    private HttpServer receiver;
    private PushPayload payload;
    private RefChange change;
    private GitHubWebhook webhook;

    @BeforeEach
    void startAReceiverThatIsOverloaded() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/github", exchange -> {
            deliveries.add(new Delivery(
                    exchange.getRequestHeaders(),
                    new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
            exchange.sendResponseHeaders(503, -1);
            exchange.close();
        });
        receiver.start();
        var git = new Git(folder);
        git.run("init", "--quiet");
        git.run("commit", "--quiet", "--allow-empty", "--message=something");
        var url = URI.create("http://127.0.0.1:" + receiver.getAddress().getPort());
        payload = new PushPayload(git, url.resolve("/docs.git"));
        change = new RefChange("docs.git", "refs/heads/main", null, git.run("rev-parse", "HEAD"), Instant.now());
        webhook = new GitHubWebhook(() -> url, "secret", log());
    }

    @AfterEach
    void close() {
        webhook.close();
        receiver.stop(0);
    }

    @Test
    void pushIsDeliveredWithGitHubsHeaders() {
        webhook.pushed(change, payload);

        assertThat(deliveries).hasSize(1);
        var delivery = deliveries.getFirst();
        assertThat(delivery.headers().getFirst("X-GitHub-Event")).isEqualTo("push");
        assertThat(delivery.headers().getFirst("X-GitHub-Delivery")).hasSize(36);
        assertThat(delivery.headers().getFirst("X-Hub-Signature-256"))
                .isEqualTo(new Signature("secret").of(delivery.body().getBytes(UTF_8)));
    }

    @Test
    void failureIsLoggedAndNotTriedAgain() throws IOException {
        webhook.pushed(change, payload);

        assertThat(Files.readAllLines(log())).singleElement().asString().contains("refs/heads/main", "answered 503");
        assertThat(deliveries).hasSize(1);
    }

    @Test
    void lostDeliveryIsLogged() throws IOException {
        receiver.stop(0);

        webhook.pushed(change, payload);

        assertThat(Files.readAllLines(log())).singleElement().asString().contains("lost: ");
    }

    @Test
    void switchedOffItDeliversNothing() throws IOException {
        webhook.switchOff();

        webhook.pushed(change, payload);

        assertThat(Files.readAllLines(log())).singleElement().asString().contains("not sent");
        assertThat(deliveries).isEmpty();
    }

    private Path log() {
        return folder.resolve("deliveries.log");
    }
}
