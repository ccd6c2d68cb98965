package io.gitvolumereloader.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** The whole agent but the Kubernetes API: a private repository, every log category at its lowest level. */
@QuarkusTest
@TestProfile(AgentTest.LogsEverything.class)
@QuarkusTestResource(value = Surroundings.class, restrictToAnnotatedClass = true)
class AgentTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @ConfigProperty(name = "quarkus.management.test-port")
    int port;

    @Test
    void publishesReportsAndKeepsTheTokenToItself() throws IOException, InterruptedException {
        var here = Surroundings.current;
        try (var log = new EveryLine()) {
            var commit = here.push("second\n");
            await().atMost(PATIENCE).until(() -> commit.equals(published()));
            assertThat(here.folder.resolve("index.md")).hasContent("second\n");
            assertThat(get("/q/health/ready").statusCode()).isEqualTo(200);
            assertThat(get("/q/health/live").statusCode()).isEqualTo(200);

            here.server.requireToken("another");
            await().atMost(PATIENCE).until(() -> status().getValue("behindSince") != null);
            assertThat(status().getJsonObject("lastError").getString("reason"))
                    .contains("refuses the token", "agent.auth.token-file");
            assertThat(get("/q/health/ready").statusCode())
                    .as("ready though the remote is away")
                    .isEqualTo(200);

            here.server.requireToken(Surroundings.TOKEN);
            await().atMost(PATIENCE).until(() -> status().getValue("behindSince") == null);

            assertThat(log.lines).as("something was logged below INFO").anyMatch(line -> line.startsWith("TRACE"));
            var base64 = java.util.Base64.getEncoder()
                    .encodeToString(("git:" + Surroundings.TOKEN).getBytes(java.nio.charset.StandardCharsets.UTF_8));
            assertThat(log.lines).noneMatch(line -> line.contains(Surroundings.TOKEN) || line.contains(base64));
            assertThat(get("/status").body()).doesNotContain(Surroundings.TOKEN);
        }
    }

    @Test
    void aPostDemandsAVerificationByContent() throws IOException, InterruptedException {
        await().atMost(PATIENCE).until(() -> status().getValue("published") != null);
        try (var log = new EveryLine()) {
            var answer = send("/verify", "POST");

            assertThat(answer.statusCode()).isEqualTo(202);
            assertThat(answer.body())
                    .startsWith("Comparing every published file")
                    .hasLineCount(1);
            await().atMost(PATIENCE)
                    .until(() -> log.lines.stream()
                            .anyMatch(line -> line.contains("Verified what is published") && line.contains("CONTENT")));
        }
        var refused = get("/verify");
        assertThat(refused.statusCode()).isEqualTo(405);
        assertThat(refused.headers().firstValue("Allow")).hasValue("POST");
    }

    @Test
    void aPostMendsWhatHidesBehindTheSameSizeAndTime() throws IOException, InterruptedException {
        var here = Surroundings.current;
        var commit = here.push("genuine\n");
        await().atMost(PATIENCE).until(() -> commit.equals(published()));
        var file = here.folder.resolve("index.md");
        var time = Files.getLastModifiedTime(file);
        Files.writeString(file, "falsify\n");
        Files.setLastModifiedTime(file, time);
        assertThat(Files.getLastModifiedTime(file)).isEqualTo(time);

        assertThat(send("/verify", "POST").statusCode()).isEqualTo(202);

        await().atMost(PATIENCE).until(() -> Files.readString(file).equals("genuine\n"));
    }

    private String published() {
        var shown = status().getJsonObject("published");
        return shown == null ? "nothing" : shown.getString("commit");
    }

    private JsonObject status() {
        try {
            return new JsonObject(get("/status").body());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(path, "GET");
    }

    private HttpResponse<String> send(String path, String method) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                            .method(method, HttpRequest.BodyPublishers.noBody())
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    /** Every category at its lowest level, as far as the build lets it. */
    public static final class LogsEverything implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.log.level", "ALL",
                    "quarkus.log.min-level", "ALL",
                    "quarkus.log.console.level", "INFO");
        }
    }

    /** Takes down all that is logged. */
    private static final class EveryLine extends Handler implements AutoCloseable {
        final Queue<String> lines = new ConcurrentLinkedQueue<>();

        EveryLine() {
            setLevel(Level.ALL);
            Logger.getLogger("").addHandler(this);
        }

        @Override
        public void publish(LogRecord entry) {
            var thrown = new StringWriter();
            if (entry.getThrown() != null) {
                entry.getThrown().printStackTrace(new PrintWriter(thrown));
            }
            lines.add(entry.getLevel() + " " + entry.getLoggerName() + " " + entry.getMessage() + " "
                    + java.util.Arrays.toString(entry.getParameters()) + thrown);
        }

        @Override
        public void flush() {
            // Nothing is held back.
        }

        @Override
        public void close() {
            Logger.getLogger("").removeHandler(this);
        }
    }
}
