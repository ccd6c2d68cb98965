package io.gitvolumereloader.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --once}, in processes of its own against a real server. */
class OnceTest {
    private static final Duration END_AFTER_SIGNAL = Duration.ofSeconds(2);
    private static final int MANY = 3_000;

    @TempDir
    Path scratch;

    private Docs docs;

    @BeforeEach
    void start() throws IOException {
        docs = new Docs(scratch);
        docs.write("index.md", "# Docs\n").write("guide/start.md", "Start\n").push("first");
    }

    @AfterEach
    void end() {
        docs.close();
    }

    @Test
    void fillsTheFolderAndSaysSo() throws IOException {
        var run = once(settings());

        assertThat(run.err()).isEmpty();
        assertThat(run.out()).startsWith("Published refs/heads/main at ").contains("2 written");
        assertThat(run.code()).isZero();
        docs.assertShows("main");
    }

    @Test
    void saysThatThereIsNothingNew() throws IOException {
        once(settings());

        var again = once(settings());

        assertThat(again.out()).startsWith("Nothing new: " + docs.folder);
        assertThat(again.code()).isZero();
        docs.assertShows("main");
    }

    @Test
    void bringsAnOlderFolderToTheTip() throws IOException {
        once(settings());
        docs.write("index.md", "# Better docs\n").push("second");

        assertThat(once(settings()).out()).contains("1 written");
        docs.assertShows("main");
    }

    @Test
    void aRemoteThatIsAwayIsAFailureAndTheOldContentStays() throws IOException {
        once(settings());
        docs.server.failWith(503);

        var run = once(settings());

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("Could not fetch HEAD of ").hasLineCount(1);
        docs.assertShows("main");
    }

    @Test
    void aFolderThatAnotherAgentHoldsIsAFailure() throws IOException {
        docs.sync();
        docs.write("index.md", "# Better docs\n").push("second");

        var run = once(settings());

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("another agent").hasLineCount(1);
        docs.assertShows("main~1");
    }

    @Test
    void nothingToFollowIsAFailure() {
        var settings = settings();
        settings.remove("AGENT_REPOSITORY");

        var run = once(settings);

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("agent.repository", "POD_NAME").hasLineCount(1);
    }

    @Test
    void asksThePodsAnnotationsWhereNoRepositoryIsSet() {
        var settings = settings();
        settings.remove("AGENT_REPOSITORY");
        settings.putAll(Map.of(
                "POD_NAME", "docs-0",
                "POD_NAMESPACE", "docs",
                "KUBERNETES_MASTER", "http://127.0.0.1:1/",
                "KUBERNETES_REQUEST_RETRY_BACKOFFLIMIT", "0"));

        var run = once(settings);

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("pod docs/docs-0", "http://127.0.0.1:1 can't be reached (Connection refused)");
    }

    @Test
    void readsTheFileInTheCurrentFolder() throws IOException {
        Files.createDirectories(scratch.resolve("config"));
        Files.writeString(
                scratch.resolve("config/application.properties"),
                "agent.repository=" + docs.server.url("docs.git") + "\nagent.folder=" + docs.folder + "\nagent.state="
                        + docs.state + "\n");

        assertThat(once(Map.of()).code()).isZero();
        docs.assertShows("main");
    }

    @Test
    void aSignalDuringTheFetchEndsItSoon() throws IOException {
        once(settings());
        docs.write("index.md", "# Better docs\n").push("second");
        docs.server.hold();
        try (var running = AgentProcess.start(scratch, settings(), "--once")) {
            await().atMost(Duration.ofSeconds(30)).until(() -> docs.server.held() > 0);

            var signalled = System.nanoTime();
            running.terminate();
            var ended = running.ended();

            assertThat(Duration.ofNanos(System.nanoTime() - signalled)).isLessThan(END_AFTER_SIGNAL);
            assertThat(ended.code()).isIn(1, 143);
        }
        docs.assertShows("main~1");
        docs.server.release();
    }

    @Test
    void aSignalInTheMiddleOfAFirstSyncEndsItSoonAndTheNextOneCompletesIt() throws IOException {
        for (var i = 0; i < MANY; i++) {
            docs.write("many/" + i % 50 + "/" + i + ".md", "file " + i + "\n");
        }
        docs.push("many");
        try (var running = AgentProcess.start(scratch, settings(), "--once")) {
            await().pollInterval(Duration.ofMillis(1))
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> somethingIsStaged() || !running.isAlive());

            var signalled = System.nanoTime();
            running.terminate();
            var ended = running.ended();

            assertThat(Duration.ofNanos(System.nanoTime() - signalled)).isLessThan(END_AFTER_SIGNAL);
            assertThat(ended.code()).isIn(1, 143);
        }

        assertThat(once(settings()).code()).isZero();
        docs.assertShows("main");
    }

    private boolean somethingIsStaged() throws IOException {
        if (!Files.isDirectory(docs.folder)) {
            return false;
        }
        try (var entries = Files.list(docs.folder)) {
            return entries.findAny().isPresent();
        }
    }

    private AgentProcess.Ended once(Map<String, String> environment) {
        return AgentProcess.run(scratch, environment, "--once");
    }

    private Map<String, String> settings() {
        return new HashMap<>(Map.of(
                "AGENT_REPOSITORY", docs.server.url("docs.git").toString(),
                "AGENT_FOLDER", docs.folder.toString(),
                "AGENT_STATE", docs.state.toString()));
    }
}
