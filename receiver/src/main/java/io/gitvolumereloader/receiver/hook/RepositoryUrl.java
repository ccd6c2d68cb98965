package io.gitvolumereloader.receiver.hook;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parts of a repository's URL that say where it lies, in the spelling of whoever wrote it. User and password are
 * dropped right away.
 *
 * <p>The forms: {@code scheme://host:port/path} and {@code user@host:path} as <a
 * href="https://git-scm.com/docs/git-clone#_git_urls">git-clone</a> has them, and the two names that AWS gives a
 * repository of CodeCommit: <a
 * href="https://docs.aws.amazon.com/codecommit/latest/userguide/setting-up-git-remote-codecommit.html">{@code codecommit::region://profile@name}</a>
 * and its ARN.
 *
 * @param port 0 where the URL has none
 */
record RepositoryUrl(String host, int port, String path) {
    private static final Set<String> SCHEMES = Set.of("http", "https", "ssh", "git", "git+ssh", "ssh+git");

    /** Control characters, and what would begin a query or a fragment or is taken for a slash by some. */
    private static final Pattern FORBIDDEN = Pattern.compile("[\\x00-\\x1f\\x7f\\\\?#\"]");

    private static final String HOST = "(?<host>\\[[0-9A-Fa-f:.]+]|[^/@:\\[\\]]+)";
    private static final Pattern WITH_SCHEME =
            Pattern.compile("(?<scheme>[A-Za-z+]+)://(?:[^/]*@)?" + HOST + "(?::(?<port>\\d{0,5}))?/(?<path>.*)");
    /**
     * What stands before the colon must not be a scheme or the like, nor may a second colon or two slashes follow. A
     * path with an {@code @} may be the end of a password.
     */
    private static final Pattern LIKE_SCP =
            Pattern.compile("(?!(?i:file|https?|ssh|ftps?|arn):)(?:[^/@:]*@)?" + HOST + ":(?!:|//)(?<path>[^@]*)");

    private static final Pattern CODECOMMIT =
            Pattern.compile("codecommit::(?<region>[a-z0-9-]+)://(?:[^/@]*@)?(?<name>[^/@]+)");
    private static final Pattern ARN =
            Pattern.compile("arn:aws[a-z-]*:codecommit:(?<region>[a-z0-9-]+):\\d{12}:(?<name>[^/@:]+)");

    /** Empty where {@code text} has none of the forms, or a scheme that Git does not fetch over a network. */
    static Optional<RepositoryUrl> parse(String text) {
        if (FORBIDDEN.matcher(text).find()) {
            return Optional.empty();
        }
        var url = WITH_SCHEME.matcher(text);
        if (url.matches()) {
            return withScheme(url);
        }
        var codeCommit = CODECOMMIT.matcher(text);
        var arn = ARN.matcher(text);
        if (codeCommit.matches() || arn.matches()) {
            return Optional.of(inCodeCommit(codeCommit.hasMatch() ? codeCommit : arn));
        }
        var scp = LIKE_SCP.matcher(text);
        return scp.matches()
                ? Optional.of(new RepositoryUrl(scp.group("host"), 0, scp.group("path")))
                : Optional.empty();
    }

    private static Optional<RepositoryUrl> withScheme(Matcher url) {
        if (!SCHEMES.contains(url.group("scheme").toLowerCase(Locale.ROOT))) {
            return Optional.empty();
        }
        var digits = url.group("port");
        var port = digits == null || digits.isEmpty() ? 0 : Integer.parseInt(digits);
        return Optional.of(new RepositoryUrl(url.group("host"), port, url.group("path")));
    }

    private static RepositoryUrl inCodeCommit(Matcher name) {
        var host = "git-codecommit." + name.group("region") + ".amazonaws.com";
        return new RepositoryUrl(host, 0, "v1/repos/" + name.group("name"));
    }
}
