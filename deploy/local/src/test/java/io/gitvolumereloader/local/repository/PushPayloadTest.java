package io.gitvolumereloader.local.repository;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gitvolumereloader.agent.testing.Git;
import io.gitvolumereloader.agent.testing.GitServer.RefChange;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PushPayloadTest {
    private static final String NOTHING = "0000000000000000000000000000000000000000";

    @TempDir
    private Path folder;

    private String older;
    private String newer;

    @BeforeEach
    void commitTwice() {
        var git = new Git(folder);
        git.run("init", "--quiet");
        git.run("commit", "--quiet", "--allow-empty", "--message=older");
        older = git.run("rev-parse", "HEAD");
        git.run("commit", "--quiet", "--allow-empty", "--message=newer");
        newer = git.run("rev-parse", "HEAD");
    }

    @Test
    void ordinaryPushNamesBothCommits() throws IOException {
        var body = payload(older, newer);

        assertThat(body.at("/ref").asText()).isEqualTo("refs/heads/main");
        assertThat(body.at("/before").asText()).isEqualTo(older);
        assertThat(body.at("/after").asText()).isEqualTo(newer);
        assertThat(body.at("/head_commit/message").asText()).isEqualTo("newer");
        assertThat(body.at("/forced").asBoolean()).isFalse();
        assertThat(body.at("/repository/clone_url").asText()).isEqualTo("http://127.0.0.1:1/docs.git");
    }

    @Test
    void pushBackwardsIsForced() throws IOException {
        assertThat(payload(newer, older).at("/forced").asBoolean()).isTrue();
    }

    @Test
    void newRefHasNothingBefore() throws IOException {
        var body = payload(null, newer);

        assertThat(body.at("/created").asBoolean()).isTrue();
        assertThat(body.at("/before").asText()).isEqualTo(NOTHING);
    }

    @Test
    void deletedRefHasNothingAfter() throws IOException {
        var body = payload(newer, null);

        assertThat(body.at("/deleted").asBoolean()).isTrue();
        assertThat(body.at("/after").asText()).isEqualTo(NOTHING);
        assertThat(body.at("/head_commit").isNull()).isTrue();
    }

    private JsonNode payload(@Nullable String before, @Nullable String after) throws IOException {
        var change = new RefChange("docs.git", "refs/heads/main", before, after, Instant.EPOCH);
        var payload = new PushPayload(new Git(folder), URI.create("http://127.0.0.1:1/docs.git"));
        return new ObjectMapper().readTree(payload.of(change));
    }
}
