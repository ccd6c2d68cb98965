package io.gitvolumereloader.receiver.hook;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parts of a repository's URL that say where it lies: {@code scheme://host:port/path} or {@code user@host:path}.
 * User and password are dropped right away; a port that the scheme implies is 0.
 */
record RepositoryUrl(String host, int port, String path) {
    private static final Map<String, Integer> DEFAULT_PORTS =
            Map.of("http", 80, "https", 443, "ssh", 22, "git+ssh", 22, "ssh+git", 22, "git", 9418);
    private static final String HOST = "(?<host>\\[[0-9A-Fa-f:.]+]|[^/@:\\[\\]]+)";
    private static final Pattern WITH_SCHEME = Pattern.compile(
            "(?<scheme>[A-Za-z][A-Za-z0-9+]*)://(?:[^/]*@)?" + HOST + "(?::(?<port>\\d{0,5}))?/(?<path>.*)");
    /** What stands before the colon must not be the name of a scheme that is fetched in another way. */
    private static final Pattern LIKE_SCP = Pattern.compile("(?!file:)(?:[^/@:]*@)?" + HOST + ":(?!//)(?<path>[^@]*)");

    /** Empty where {@code text} has neither form, or a scheme that is not fetched over a network. */
    static Optional<RepositoryUrl> parse(String text) {
        var url = WITH_SCHEME.matcher(text);
        if (url.matches()) {
            return withScheme(url);
        }
        var scp = LIKE_SCP.matcher(text);
        return scp.matches()
                ? Optional.of(new RepositoryUrl(scp.group("host"), 0, scp.group("path")))
                : Optional.empty();
    }

    private static Optional<RepositoryUrl> withScheme(Matcher url) {
        var implied = DEFAULT_PORTS.get(url.group("scheme").toLowerCase(Locale.ROOT));
        if (implied == null) {
            return Optional.empty();
        }
        var digits = url.group("port");
        var port = digits == null || digits.isEmpty() ? 0 : Integer.parseInt(digits);
        return Optional.of(new RepositoryUrl(url.group("host"), port == implied ? 0 : port, url.group("path")));
    }
}
