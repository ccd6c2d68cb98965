package io.gitvolumereloader.local.smoke;

import com.fasterxml.jackson.databind.JsonNode;
import io.gitvolumereloader.agent.testing.Git;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** Histories that don't just grow. */
final class HistoryScenarios {
    private final Author author;

    HistoryScenarios(Author author) {
        this.author = author;
    }

    List<Scenario> all() {
        return List.of(
                new Scenario("a force push to an older commit", this::olderCommit),
                new Scenario("a force push to an unrelated history", this::unrelatedHistory),
                new Scenario("the branch deleted, and made again", this::branchDeleted));
    }

    private void olderCommit() {
        var older = git().run("rev-parse", "HEAD~5");
        author.repository().push("HEAD~5:main");
        author.awaitBoth(older);
        git().run("reset", "--quiet", "--hard", older);
    }

    /** And back again, since the next scenarios build on the sample documentation. */
    private void unrelatedHistory() throws IOException {
        var before = git().run("rev-parse", "HEAD");
        git().run("checkout", "--quiet", "--orphan", "unrelated");
        git().run("rm", "-r", "--quiet", "--force", ".");
        author.write("other/README.md", "# Another project\n");
        author.awaitBoth(author.push("Unrelated"));
        git().run("checkout", "--quiet", "--force", "-B", "main", before);
        author.repository().push("HEAD:main");
        author.awaitBoth(before);
    }

    private void branchDeleted() throws IOException {
        var last = author.repository().tip("main");
        author.repository().push(":main");
        author.awaitStatus("the news that the branch is gone", status -> isTold(status, last));
        author.awaitBoth(last);
        author.write("README.md", "# Docs, back again\n");
        author.awaitBoth(author.push("Back again"));
    }

    /** Told of the deletion, and has looked for the branch since. */
    private static boolean isTold(JsonNode status, String last) {
        return status.at("/announced/before").asText().equals(last)
                && status.at("/announced/after").isNull()
                && status.at("/lastError").isObject()
                && instant(status, "/lastError/at").isAfter(instant(status, "/announced/at"));
    }

    private static Instant instant(JsonNode status, String where) {
        return Instant.parse(status.at(where).asText());
    }

    private Git git() {
        return author.repository().work();
    }
}
