package io.gitvolumereloader.receiver.hook;

import java.net.IDN;
import java.net.Inet6Address;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The server of a repository in one spelling, {@code host} or {@code host:port}: letters beyond ASCII as RFC 3490
 * encodes them, lower case, no dot at the end, IPv6 addresses written out, and no port that says nothing.
 */
final class RepositoryHost {
    /**
     * Ports that only tell the protocol or the product: those of the schemes (ssh, http, https, git); Bitbucket Data
     * Center's <a
     * href="https://confluence.atlassian.com/bitbucketserverkb/which-ports-does-bitbucket-server-listen-on-and-what-are-they-used-for-806029586.html">for
     * http and ssh</a>; <a href="https://gerrit-review.googlesource.com/Documentation/user-upload.html#ssh">Gerrit's
     * for ssh</a>.
     */
    private static final Set<Integer> SAYING_NOTHING = Set.of(22, 80, 443, 9418, 7990, 7999, 29418);

    private static final int MAX_PORT = 65_535;
    private static final Pattern NAME = Pattern.compile("[a-z0-9._-]+");
    private static final Pattern WITH_PORT =
            Pattern.compile("(?<host>[^:/@\\[\\]]+|\\[[0-9A-Fa-f:.]+])(?::(?<port>\\d{1,5}))?");

    private RepositoryHost() {}

    /**
     * The server of a URL; empty where its host is no name and no address, or its port is none.
     *
     * @param port 0 where the URL has none
     */
    static Optional<String> canonical(String host, int port) {
        if (port > MAX_PORT) {
            return Optional.empty();
        }
        var name = host.startsWith("[") ? address(host) : name(host);
        return name.map(known -> port == 0 || SAYING_NOTHING.contains(port) ? known : known + ":" + port);
    }

    /** Reads {@code host} or {@code host:port}; empty where {@code text} is neither. */
    static Optional<String> parse(String text) {
        var server = WITH_PORT.matcher(text);
        if (!server.matches()) {
            return Optional.empty();
        }
        var port = server.group("port");
        return canonical(server.group("host"), port == null ? 0 : Integer.parseInt(port));
    }

    private static Optional<String> name(String text) {
        try {
            var ascii = IDN.toASCII(text).toLowerCase(Locale.ROOT);
            var name = ascii.endsWith(".") ? ascii.substring(0, ascii.length() - 1) : ascii;
            return Optional.of(name).filter(letters -> NAME.matcher(letters).matches());
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static Optional<String> address(String bracketed) {
        try {
            var address = Inet6Address.ofLiteral(bracketed.substring(1, bracketed.length() - 1));
            var text = address.getHostAddress();
            return Optional.of(address instanceof Inet6Address ? "[" + text + "]" : text);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
