package io.gitvolumereloader.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A port that nobody can have ends the start with one line that says how to choose another. */
class PortsTest {
    @TempDir
    Path folder;

    @Test
    void anyFreePortWillDo() {
        assertThat(complaint(Map.of())).isEmpty();
    }

    @Test
    void whoseIsTakenSaysWhichSettingChangesIt() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var port = String.valueOf(taken.getLocalPort());
            assertThat(complaint(Map.of("quarkus.http.port", port)))
                    .hasValue("port " + port
                            + " is in use by another process: set quarkus.http.port (QUARKUS_HTTP_PORT) to a free one");
            var ended = ReceiverProcess.run(folder, Map.of("QUARKUS_MANAGEMENT_PORT", port), "-Dquarkus.http.port=0");
            assertThat(ended.err())
                    .isEqualTo("Could not start: port " + port + " is in use by another process: set"
                            + " quarkus.management.port (QUARKUS_MANAGEMENT_PORT) to a free one.\n");
            assertThat(ended.code()).isEqualTo(1);
            assertThat(ended.out()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "65536", "99999999999", "web"})
    void whatIsNoPortIsNamed(String port) {
        assertThat(complaint(Map.of("quarkus.management.port", port)))
                .hasValue("quarkus.management.port is '" + port
                        + "': set it (QUARKUS_MANAGEMENT_PORT) to a number from 0 to 65535");
    }

    @Test
    void whatIsNoAddressOfThisMachineIsNamed() {
        assertThat(complaint(Map.of("quarkus.http.host", "192.0.2.1")).orElseThrow())
                .startsWith("quarkus.http.host is '192.0.2.1', which is no address of this machine");
    }

    @Test
    void onePortIsNotEnoughForBoth() throws Exception {
        int free;
        try (var socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        var port = String.valueOf(free);
        assertThat(complaint(Map.of("quarkus.http.port", port, "quarkus.management.port", port))
                        .orElseThrow())
                .startsWith("quarkus.management.port and quarkus.http.port are both " + port);
    }

    private static Optional<String> complaint(Map<String, String> settings) {
        var all = new HashMap<>(Map.of("quarkus.http.port", "0", "quarkus.management.port", "0"));
        all.putAll(settings);
        return Ports.complaint(new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(all, "test", 100))
                .build());
    }
}
