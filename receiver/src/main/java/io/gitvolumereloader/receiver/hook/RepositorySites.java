package io.gitvolumereloader.receiver.hook;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What is special about the URLs of single sites and products, as data: which {@code host/path} is another spelling of
 * which.
 *
 * <p>Sources: <a
 * href="https://docs.github.com/en/authentication/troubleshooting-ssh/using-ssh-over-the-https-port">GitHub</a>, <a
 * href="https://about.gitlab.com/blog/gitlab-dot-com-now-supports-an-alternate-git-plus-ssh-port/">GitLab</a> and <a
 * href="https://support.atlassian.com/bitbucket-cloud/docs/troubleshoot-ssh-issues/">Bitbucket</a>, ssh through port
 * 443; <a href="https://learn.microsoft.com/en-us/azure/devops/repos/git/use-ssh-keys-to-authenticate">Azure
 * DevOps</a>; <a href="https://docs.aws.amazon.com/codecommit/latest/userguide/regions.html">CodeCommit</a>; <a
 * href="https://confluence.atlassian.com/bitbucketserver/clone-a-repository-790632786.html">Bitbucket Data Center</a>;
 * <a href="https://gerrit-review.googlesource.com/Documentation/user-upload.html#http">Gerrit</a>.
 */
final class RepositorySites {
    private record Spelling(Pattern spelling, String canonical) {
        Spelling(String spelling, String canonical) {
            this(Pattern.compile(spelling), canonical);
        }
    }

    /** Servers of a known kind: what holds for servers of one's own does not hold for them. */
    private static final String ELSEWHERE = "(?!(?:github\\.com|[^/]+\\.ghe\\.com|gitlab\\.com|bitbucket\\.org"
            + "|dev\\.azure\\.com|[^/]+\\.visualstudio\\.com|git-codecommit\\.[^/]+|codeberg\\.org|gitea\\.com"
            + "|gitee\\.com|git\\.sr\\.ht)/)";

    /** Clones that fetch less; Azure DevOps takes them for the repository itself. */
    private static final String VARIANT = "(?:_optimized/|_full/)?";

    private static final List<Spelling> SPELLINGS = List.of(
            new Spelling("(?:www|ssh)\\.(github\\.com/.+)", "$1"),
            new Spelling("(?:www|altssh)\\.(gitlab\\.com/.+|bitbucket\\.org/.+)", "$1"),
            // Azure DevOps: ssh; the names before 2018; and a project's own repository, which needs no second name
            new Spelling(
                    "(?:ssh\\.dev\\.azure|vs-ssh\\.visualstudio)\\.com/v3/([^/]+)/([^/]+)/" + VARIANT + "([^/]+)",
                    "dev.azure.com/$1/$2/_git/$3"),
            new Spelling(
                    "(?!vs-ssh\\.)([^/.]+)\\.visualstudio\\.com/(?:defaultcollection/)?((?:[^/]+/)?)_(?:git|ssh)/(.+)",
                    "dev.azure.com/$1/$2_git/$3"),
            new Spelling("dev\\.azure\\.com/(.+)/_git/(?:_optimized|_full)/([^/]+)", "dev.azure.com/$1/_git/$2"),
            new Spelling("dev\\.azure\\.com/([^/]+)/_git/([^/]+)", "dev.azure.com/$1/$2/_git/$2"),
            // CodeCommit: FIPS endpoints, and those of China
            new Spelling(
                    "git-codecommit-fips\\.([^/]+)\\.amazonaws\\.com(?:\\.cn)?/(.+)",
                    "git-codecommit.$1.amazonaws.com/$2"),
            new Spelling("(git-codecommit\\.[^/]+\\.amazonaws\\.com)\\.cn/(.+)", "$1/$2"),
            // Bitbucket Data Center: a context before, and for http scm/; ssh has neither. Then the page's address
            new Spelling(ELSEWHERE + "([^/]+)/(?:[^/]+/)?scm/([^/]+/[^/]+)", "$1/$2"),
            new Spelling(ELSEWHERE + "([^/]+)/(?:[^/]+/)?projects/([^/]+)/repos/([^/]+)(?:/browse)?", "$1/$2/$3"),
            new Spelling(ELSEWHERE + "([^/]+)/(?:[^/]+/)?users/([^/]+)/repos/([^/]+)(?:/browse)?", "$1/~$2/$3"),
            // Gerrit: a/ is where http asks for a password
            new Spelling(ELSEWHERE + "([^/]+)/(?:a/)+(.+)", "$1/$2"));

    private static final Pattern CASE_MATTERS =
            Pattern.compile("git-codecommit(?:-fips)?\\.[^/]+\\.amazonaws\\.com(?:\\.cn)?|[^/]+\\.googlesource\\.com");

    private RepositorySites() {}

    /** Whether names that differ in nothing but case are taken for one on {@code host}. */
    static boolean foldsCase(String host) {
        return !CASE_MATTERS.matcher(host).matches();
    }

    /** The one spelling of {@code hostAndPath}, whose parts are canonical each for itself. */
    static String canonical(String hostAndPath) {
        var before = hostAndPath;
        var after = pass(before);
        // Each change but the first shortens the path, so this ends soon.
        while (!after.equals(before)) {
            before = after;
            after = pass(before);
        }
        return after;
    }

    private static String pass(String hostAndPath) {
        var text = hostAndPath;
        for (var rule : SPELLINGS) {
            var matcher = rule.spelling().matcher(text);
            if (matcher.matches()) {
                text = matcher.replaceFirst(rule.canonical());
            }
        }
        return text;
    }
}
