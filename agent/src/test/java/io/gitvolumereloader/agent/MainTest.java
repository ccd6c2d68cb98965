package io.gitvolumereloader.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line, in processes of its own. */
class MainTest {
    @TempDir
    Path scratch;

    @Test
    void helpIsUsage() {
        var run = AgentProcess.run(scratch, Map.of(), "--help");

        assertThat(run.code()).isZero();
        assertThat(run.out()).startsWith("Usage:").contains("--once", "AGENT_REPOSITORY");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void versionIsOneLine() {
        var run = AgentProcess.run(scratch, Map.of(), "--version");

        assertThat(run.code()).isZero();
        assertThat(run.out()).startsWith("git-volume-reloader agent ").hasLineCount(1);
    }

    @Test
    void anythingElseIsMisuse() {
        var run = AgentProcess.run(scratch, Map.of(), "--once", "please");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("Can't make sense of '--once please'.").contains("Usage:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--once"})
    void aBadSettingEndsTheStartWithOneLine(String argument) {
        var settings = with(Map.of("AGENT_PUBLISH", "inplace"));

        var run = AgentProcess.run(scratch, settings, argument.isEmpty() ? new String[0] : new String[] {argument});

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err())
                .isEqualToIgnoringNewLines(
                        "Could not start: agent.publish is 'inplace'; it must be one of in-place, snapshot.");
        assertThat(run.out()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--once"})
    void aKubeconfigThatIsNoneEndsTheStartWithOneLineThatDoesNotQuoteIt(String argument) throws IOException {
        var file = Files.writeString(scratch.resolve("token"), "8814652c9f\n");
        var settings = with(Map.of(
                "POD_NAME", "docs-0",
                "POD_NAMESPACE", "docs",
                "KUBECONFIG", file.toString()));

        var run = AgentProcess.run(scratch, settings, argument.isEmpty() ? new String[0] : new String[] {argument});

        assertThat(run.err())
                .isEqualToIgnoringNewLines("Could not start: KUBECONFIG names " + file + ", which is no kubeconfig: "
                        + "set it to one, or unset it to log in with the pod's service account.");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void aKubeconfigIsNobodysBusinessWhereNoApiIsAsked() {
        var settings = with(Map.of(
                "POD_NAME", "docs-0",
                "POD_NAMESPACE", "docs",
                "AGENT_REPOSITORY", "http://127.0.0.1:1/docs",
                "KUBECONFIG", scratch.resolve("missing").toString()));

        assertThat(AgentProcess.run(scratch, settings, "--once").err()).startsWith("Could not fetch ");
    }

    @Test
    void aPortInUseEndsTheStartWithOneLine() throws IOException {
        try (var other = new ServerSocket(0)) {
            var port = String.valueOf(other.getLocalPort());

            var run = AgentProcess.run(scratch, with(Map.of("QUARKUS_MANAGEMENT_PORT", port)));

            assertThat(run.err())
                    .isEqualToIgnoringNewLines("Could not start: port " + port + " is in use by another process: "
                            + "set quarkus.management.port (QUARKUS_MANAGEMENT_PORT) to a free one.");
            assertThat(run.code()).isEqualTo(1);
        }
    }

    @Test
    void anUnknownSettingIsNamedOnce() {
        var run = AgentProcess.run(scratch, with(Map.of("AGENT_POLL_EVERYY", "1m")), "--once");

        assertThat(run.err()).containsOnlyOnce("no setting").contains("no setting AGENT_POLL_EVERYY;");
    }

    @Test
    void onceWarnsOfALocaleThatCantNameFiles() {
        var run = AgentProcess.run(scratch, with(Map.of("LC_ALL", "C")), "--once");

        assertThat(run.err()).containsOnlyOnce("set LC_ALL=C.UTF-8");
    }

    private Map<String, String> with(Map<String, String> more) {
        var settings = new HashMap<>(more);
        settings.put("AGENT_FOLDER", scratch.resolve("volume").toString());
        settings.put("AGENT_STATE", scratch.resolve("state").toString());
        return settings;
    }
}
