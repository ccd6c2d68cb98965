package io.gitvolumereloader.receiver;

import io.gitvolumereloader.receiver.hook.Printable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;

/** Says before there is a server which of its two ports it can't have. */
final class Ports {
    private static final int HIGHEST = 65535;
    private static final int LONGEST = 100;
    private static final String HOST = "0.0.0.0";
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,5}");

    private Ports() {}

    /** What is wrong, in one line; empty if nothing is. Opens the ports for a moment. */
    static Optional<String> complaint(Config settings) {
        var webhooks = Place.of("quarkus.http", "8080", settings);
        var management = Place.of("quarkus.management", "9000", settings);
        return webhooks.complaint().or(management::complaint).or(() -> management.complaintBeside(webhooks));
    }

    /** Where somebody wants to listen, as the settings that begin with {@code prefix} have it. */
    private record Place(String prefix, boolean listens, String host, String port) {
        static Place of(String prefix, String port, Config settings) {
            return new Place(
                    prefix,
                    settings.getOptionalValue(prefix + ".host-enabled", Boolean.class)
                            .orElse(true),
                    settings.getOptionalValue(prefix + ".host", String.class).orElse(HOST),
                    settings.getOptionalValue(prefix + ".port", String.class)
                            .orElse(port)
                            .strip());
        }

        Optional<String> complaint() {
            if (!listens) {
                return Optional.empty();
            }
            if (!NUMBER.matcher(port).matches() || Integer.parseInt(port) > HIGHEST) {
                return Optional.of(prefix + ".port is '" + Printable.of(port, LONGEST) + "': set it ("
                        + variable("port") + ") to a number from 0 to " + HIGHEST);
            }
            if (reason(0).isPresent()) {
                return Optional.of(prefix + ".host is '" + Printable.of(host, LONGEST)
                        + "', which is no address of this machine: set it (" + variable("host") + ") to one, or to "
                        + HOST + " for all");
            }
            return reason(Integer.parseInt(port))
                    .map(reason -> reason.contains("denied")
                            ? "port " + port + " is not allowed to this process: set " + remedy("to one from 1024 up")
                            : "port " + port + " is in use by another process: set " + remedy("to a free one"));
        }

        /** {@code other} is in use by nobody yet, but will be. */
        Optional<String> complaintBeside(Place other) {
            if (!listens || !other.listens) {
                return Optional.empty();
            }
            var number = Integer.parseInt(port);
            return number == 0 || number != Integer.parseInt(other.port) || !host.equals(other.host)
                    ? Optional.empty()
                    : Optional.of(prefix + ".port and " + other.prefix + ".port are both " + port + ": set "
                            + remedy("to another one"));
        }

        private String remedy(String what) {
            return prefix + ".port (" + variable("port") + ") " + what;
        }

        private String variable(String what) {
            return (prefix + "." + what).toUpperCase(Locale.ROOT).replace('.', '_');
        }

        /** Why nobody can listen there; empty if one can. */
        private Optional<String> reason(int number) {
            try (var socket = new ServerSocket()) {
                socket.setReuseAddress(true);
                socket.bind(new InetSocketAddress(InetAddress.getByName(host), number));
                return Optional.empty();
            } catch (IOException e) {
                return Optional.of(String.valueOf(e.getMessage()));
            }
        }
    }
}
