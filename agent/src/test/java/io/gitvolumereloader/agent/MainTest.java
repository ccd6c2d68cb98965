package io.gitvolumereloader.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
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
        var settings = Map.of(
                "AGENT_FOLDER", scratch.resolve("volume").toString(),
                "AGENT_STATE", scratch.resolve("state").toString(),
                "AGENT_PUBLISH", "inplace");

        var run = AgentProcess.run(scratch, settings, argument.isEmpty() ? new String[0] : new String[] {argument});

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err())
                .isEqualToIgnoringNewLines(
                        "Could not start: agent.publish is 'inplace'; it must be one of in-place, snapshot.");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void unknownSettingsAreNamed() {
        var settings = Map.of(
                "AGENT_FOLDER", scratch.resolve("volume").toString(),
                "AGENT_STATE", scratch.resolve("state").toString(),
                "AGENT_REPOSITRY", "https://git.example/docs");

        var run = AgentProcess.run(scratch, settings, "--once");

        assertThat(run.err()).contains("no setting AGENT_REPOSITRY;");
    }
}
