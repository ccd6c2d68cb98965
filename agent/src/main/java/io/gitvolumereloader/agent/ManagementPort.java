package io.gitvolumereloader.agent;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/**
 * Where health, status and verification are to be served; tells before the start what Quarkus would tell in a stack
 * trace.
 *
 * @param listens whether anything is served at all
 * @param host the address to listen on
 * @param port the port, as it is set
 */
record ManagementPort(boolean listens, String host, String port) {
    private static final int LARGEST = 65_535;
    private static final int LARGEST_PRIVILEGED = 1023;
    private static final String REMEDY = "set quarkus.management.port (QUARKUS_MANAGEMENT_PORT) to a free one";

    /** The one that {@code settings} name. */
    static ManagementPort of(Config settings) {
        return new ManagementPort(
                settings.getOptionalValue("quarkus.management.host-enabled", Boolean.class)
                        .orElse(true),
                settings.getOptionalValue("quarkus.management.host", String.class)
                        .orElse("0.0.0.0"),
                settings.getOptionalValue("quarkus.management.port", String.class)
                        .orElse("9000")
                        .strip());
    }

    /** Why nothing can listen there now, and what to do about it; empty where it can. */
    Optional<String> complaint() {
        if (!listens) {
            return Optional.empty();
        }
        if (!port.matches("\\d{1,5}") || Integer.parseInt(port) > LARGEST) {
            return Optional.of("quarkus.management.port is '" + port + "'; it must be a port, 1 to " + LARGEST);
        }
        var number = Integer.parseInt(port);
        if (isFree(number)) {
            return Optional.empty();
        }
        if (!isFree(0)) {
            return Optional.of("quarkus.management.host is '" + host
                    + "', which is no address of this machine: set it to one, or leave it out to listen on all");
        }
        return Optional.of("port " + number + " is in use by another process"
                + (number <= LARGEST_PRIVILEGED ? ", or kept for the system's administrator: " : ": ") + REMEDY);
    }

    private boolean isFree(int number) {
        try (var _ = new ServerSocket(number, 1, InetAddress.getByName(host))) {
            return true;
        } catch (IOException _) {
            return false;
        }
    }
}
