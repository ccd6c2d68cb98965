package io.gitvolumereloader.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code --once} where the pod's annotations tell what to follow, in processes of its own. */
class OnceByApiTest {
    @TempDir
    Path scratch;

    private Docs docs;
    private PodServer api;

    @BeforeEach
    void start() throws IOException {
        docs = new Docs(scratch);
        docs.write("index.md", "# Docs\n").push("first");
        api = new PodServer(Map.of(
                "git-volume-reloader.io/repository", docs.server.url("docs.git").toString()));
    }

    @AfterEach
    void end() {
        api.close();
        docs.close();
    }

    @Test
    void endsByItselfAndWarnsOfNothing() throws IOException {
        var run = once();

        assertThat(run.err()).isEmpty();
        assertThat(run.out()).startsWith("Published refs/heads/main at ").hasLineCount(1);
        assertThat(run.code()).isZero();
        docs.assertShows("main");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            401 | does not accept the agent's token (401)
            403 | refuses (403); grant the agent's service account get on pods
            500 | answered 500""")
    void aRefusalIsToldWithItsRemedy(int status, String told) {
        api.refuse(status);

        var run = once();

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err())
                .startsWith("Could not read what to follow from pod docs/docs-0: the API server at ")
                .contains(told)
                .hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            KUBERNETES_AUTH_TOKEN          | "8814652c\\nsecret"
            KUBERNETES_CERTS_CA_FILE       | /nowhere/8814652c""")
    void aLoginThatCantBeUsedIsNotQuoted(String variable, String value) {
        var settings = settings();
        settings.put(variable, value.replace("\\n", "\n"));
        settings.put("KUBERNETES_MASTER", api.url().replace("http:", variable.contains("CA") ? "https:" : "http:"));

        var run = AgentProcess.run(scratch, settings, "--once");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err())
                .contains("no request can be made with the configured login")
                .doesNotContain("8814652c")
                .hasLineCount(1);
    }

    private AgentProcess.Ended once() {
        return AgentProcess.run(scratch, settings(), "--once");
    }

    private Map<String, String> settings() {
        return new HashMap<>(Map.of(
                "AGENT_FOLDER", docs.folder.toString(),
                "AGENT_STATE", docs.state.toString(),
                "POD_NAME", "docs-0",
                "POD_NAMESPACE", "docs",
                "KUBERNETES_MASTER", api.url(),
                "KUBERNETES_REQUEST_RETRY_BACKOFFLIMIT", "0",
                "KUBERNETES_AUTH_TRYKUBECONFIG", "false"));
    }
}
