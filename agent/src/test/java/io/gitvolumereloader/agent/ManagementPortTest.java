package io.gitvolumereloader.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManagementPortTest {
    private static final String LOOPBACK = "127.0.0.1";

    @Test
    void isWhereQuarkusListensByDefault() {
        assertThat(of(Map.of())).isEqualTo(new ManagementPort(true, "0.0.0.0", "9000"));
        assertThat(of(Map.of(
                        "quarkus.management.host", LOOPBACK,
                        "quarkus.management.port", "9001",
                        "quarkus.management.host-enabled", "false")))
                .isEqualTo(new ManagementPort(false, LOOPBACK, "9001"));
    }

    @Test
    void inUseItIsAComplaintUnlessNobodyListens() throws IOException {
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var port = String.valueOf(other.getLocalPort());

            assertThat(new ManagementPort(true, LOOPBACK, port).complaint().orElseThrow())
                    .startsWith("port " + port + " is in use by another process: ");
            assertThat(new ManagementPort(false, LOOPBACK, port).complaint()).isEmpty();
        }
    }

    @Test
    void anyPortMeansNoComplaint() {
        assertThat(new ManagementPort(true, LOOPBACK, "0").complaint()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"65536", "-1", "http", "999999999999"})
    void whatIsNoPortIsAComplaint(String port) {
        assertThat(new ManagementPort(true, LOOPBACK, port).complaint())
                .hasValue("quarkus.management.port is '" + port + "'; it must be a port, 1 to 65535");
    }

    @Test
    void aForeignAddressIsAComplaint() {
        assertThat(new ManagementPort(true, "192.0.2.1", "0").complaint().orElseThrow())
                .contains("quarkus.management.host", "192.0.2.1", "no address of this machine");
    }

    private static ManagementPort of(Map<String, String> settings) {
        return ManagementPort.of(new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(settings, "test", 1000))
                .build());
    }
}
