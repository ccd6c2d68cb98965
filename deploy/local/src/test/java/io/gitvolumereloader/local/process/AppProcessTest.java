package io.gitvolumereloader.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AppProcessTest {
    @TempDir
    private Path folder;

    @Test
    void programThatEndsAtOnceIsReportedWithWhatItPrinted() {
        var log = folder.resolve("log");
        var program = new Program("receiver", folder.resolve("missing.jar"), Map.of(), folder, log);

        try (var process = AppProcess.start(program)) {
            assertThatThrownBy(process::awaitReady)
                    .hasMessageStartingWith("receiver did not listen, but ended with 1")
                    .hasMessageContaining("missing.jar")
                    .hasMessageContaining(log.toString());
        }
    }

    @Test
    void laterSettingReplacesTheEarlierOne() {
        var program = new Program("agent", folder, Map.of("AGENT_POLL_EVERY", "5m"), folder, folder);

        assertThat(program.with("AGENT_POLL_EVERY", "2s").settings())
                .containsExactly(Map.entry("AGENT_POLL_EVERY", "2s"));
    }
}
