package io.gitvolumereloader.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** The whole agent and a Kubernetes API behind a bad line: from the announced push to the volume, and to the report. */
@QuarkusTest
@QuarkusTestResource(value = Neighbourhood.class, restrictToAnnotatedClass = true)
class WatchingAgentTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String PUBLISHED = "git-volume-reloader.io/published";

    @ConfigProperty(name = "quarkus.management.test-port")
    int port;

    @Test
    void publishesWhatIsAnnouncedThroughFaultsAndReportsIt() throws IOException {
        var here = Neighbourhood.current;
        await().atMost(PATIENCE).until(() -> status().getJsonObject("watch").getValue("connectedSince") != null);

        var second = here.push("second\n");
        here.announce(second, "github/2");
        awaitReport(second, "github/2");
        assertThat(here.folder.resolve("index.md")).hasContent("second\n");
        assertThat(status().getJsonObject("watch").getLong("reconnects")).isZero();

        here.line.refuse();
        var third = here.push("third\n");
        here.announce(third, "github/3");
        await().atMost(PATIENCE).until(() -> status().getJsonObject("watch").getValue("connectedSince") == null);
        here.line.restore();
        awaitReport(third, "github/3");

        var watch = status().getJsonObject("watch");
        assertThat(here.folder.resolve("index.md")).hasContent("third\n");
        assertThat(watch.getLong("reconnects")).isPositive();
        assertThat(watch.getString("lastReason")).contains("API server");
        assertThat(watch.getString("lastReasonAt")).isNotEmpty();
        assertThat(watch.getString("lastEvent")).isNotEmpty();
        assertThat(watch.getLong("secondsSinceLastEvent")).isNotNegative();
    }

    private static void awaitReport(String commit, String delivery) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            var value = Neighbourhood.current.api.annotation(PUBLISHED);
            assertThat(value).isNotNull();
            var report = new JsonObject(value);
            assertThat(report.getString("commit")).isEqualTo(commit);
            assertThat(report.getString("ref")).isEqualTo("refs/heads/main");
            assertThat(report.getString("delivery")).isEqualTo(delivery);
            assertThat(report.getLong("lag")).isNotNegative();
        });
    }

    private JsonObject status() {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/status"))
                    .build();
            return new JsonObject(
                    client.send(request, HttpResponse.BodyHandlers.ofString()).body());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
