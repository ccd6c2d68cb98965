package io.gitvolumereloader.local.repository;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gitvolumereloader.agent.testing.Git;
import io.gitvolumereloader.agent.testing.GitServer.RefChange;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Writes the body of a push delivery as GitHub does.
 *
 * @see <a href="https://docs.github.com/en/webhooks/webhook-events-and-payloads#push">GitHub: push</a>
 */
final class PushPayload {
    private static final String NOTHING = "0".repeat(40);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Git repository;
    private final URI url;

    /**
     * For pushes to one repository.
     *
     * @param repository a folder that holds its commits
     * @param url where it is cloned from
     */
    PushPayload(Git repository, URI url) {
        this.repository = repository;
        this.url = url;
    }

    byte[] of(RefChange change) {
        var body = JSON.createObjectNode()
                .put("ref", change.ref())
                .put("before", nameOf(change.before()))
                .put("after", nameOf(change.after()))
                .put("created", change.before() == null)
                .put("deleted", change.after() == null)
                .put("forced", isForced(change))
                .putNull("base_ref")
                .put("compare", "%s/compare/%s...%s".formatted(url, nameOf(change.before()), nameOf(change.after())));
        body.set("head_commit", headCommit(change.after()));
        body.set("repository", describeRepository());
        person(body.putObject("pusher"), "Ada Writer", "ada@example.org");
        body.putObject("sender").put("login", "ada").put("type", "User");
        try {
            return JSON.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Can't write the delivery for " + change, e);
        }
    }

    private static String nameOf(@Nullable String commit) {
        return commit == null ? NOTHING : commit;
    }

    /** The old commit is not among the ancestors of the new one. */
    private boolean isForced(RefChange change) {
        var before = change.before();
        var after = change.after();
        return before != null
                && after != null
                && !repository
                        .run("rev-list", "--max-count=1", before, "^" + after)
                        .isEmpty();
    }

    private @Nullable ObjectNode headCommit(@Nullable String commit) {
        if (commit == null) {
            return null;
        }
        var lines = repository
                .run("log", "-1", "--format=%T%n%cI%n%an%n%ae%n%s", commit)
                .split("\n", 5);
        var described = JSON.createObjectNode()
                .put("id", commit)
                .put("tree_id", lines[0])
                .put("distinct", true)
                .put("message", lines[4])
                .put("timestamp", lines[1])
                .put("url", url + "/commit/" + commit);
        person(described.putObject("author"), lines[2], lines[3]);
        person(described.putObject("committer"), lines[2], lines[3]);
        return described;
    }

    private ObjectNode describeRepository() {
        var described = JSON.createObjectNode()
                .put("id", 1)
                .put("name", "docs")
                .put("full_name", "docs")
                .put("private", false)
                .put("html_url", url.toString().replaceFirst("\\.git$", ""))
                .put("clone_url", url.toString())
                .put("git_url", url.toString().replaceFirst("^http", "git"))
                .put(
                        "ssh_url",
                        "git@%s:%s".formatted(url.getHost(), url.getPath().substring(1)))
                .put("default_branch", "main")
                .put("master_branch", "main");
        described.putObject("owner").put("login", "local").put("type", "Organization");
        return described;
    }

    private static void person(ObjectNode where, String name, String email) {
        where.put("name", name).put("email", email);
    }
}
