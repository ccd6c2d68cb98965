package io.gitvolumereloader.receiver.hook;

import java.net.IDN;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which repository a URL means, however it is spelled: {@code host[:port]/path}, equal for HTTPS, SSH and the scp-like
 * form, with or without user, default port and {@code .git}, and without regard to case.
 */
public record RepositoryKey(String host, String path) {
    private static final int MAX_LENGTH = 512;
    private static final Pattern HOST = Pattern.compile("[a-z0-9._-]+(:\\d+)?|\\[[0-9a-f:.]+](:\\d+)?");

    /** What the big sites answer to beside their own name; the ports are those that pass where 22 is blocked. */
    private static final Map<String, String> ALIASES = Map.of(
            "www.github.com", "github.com",
            "ssh.github.com:443", "github.com",
            "www.gitlab.com", "gitlab.com",
            "altssh.gitlab.com:443", "gitlab.com",
            "www.bitbucket.org", "bitbucket.org",
            "altssh.bitbucket.org:443", "bitbucket.org");

    /**
     * Reads a URL; whatever user or password it carries is dropped.
     *
     * @return empty where {@code url} is not a network URL of a repository, or is longer than 512 characters
     */
    public static Optional<RepositoryKey> parse(String url) {
        if (url.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        return RepositoryUrl.parse(url.strip()).flatMap(RepositoryKey::of);
    }

    /** Host and path with a slash between them, as in the report. */
    @Override
    public String toString() {
        return host + "/" + path;
    }

    private static Optional<RepositoryKey> of(RepositoryUrl url) {
        return host(url.host())
                .map(host -> url.port() == 0 ? host : host + ":" + url.port())
                .map(host -> ALIASES.getOrDefault(host, host))
                .filter(host -> HOST.matcher(host).matches())
                .flatMap(host -> RepositoryPath.canonical(url.path())
                        .map(path -> new RepositoryKey(host, path))
                        .filter(key -> key.toString().length() <= MAX_LENGTH));
    }

    private static Optional<String> host(String text) {
        try {
            if (text.startsWith("[")) {
                var address = InetAddress.ofLiteral(text.substring(1, text.length() - 1));
                return Optional.of("[" + address.getHostAddress() + "]");
            }
            var name = IDN.toASCII(text).toLowerCase(Locale.ROOT);
            return Optional.of(name.endsWith(".") ? name.substring(0, name.length() - 1) : name);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
