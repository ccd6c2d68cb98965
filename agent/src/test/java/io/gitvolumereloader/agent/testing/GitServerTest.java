package io.gitvolumereloader.agent.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.gitvolumereloader.agent.testing.GitServer.RefChange;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitServerTest {
    @TempDir
    private Path folder;

    private GitServer server;
    private Path repository;
    private URI url;
    private Git work;

    @BeforeEach
    void startWithOneCommit() throws IOException {
        server = GitServer.start(folder.resolve("served"));
        repository = server.create("team/docs.git");
        url = server.url("team/docs.git");
        work = Git.cloneOf(url, folder.resolve("work"));
        commit("README.md", "first".getBytes(UTF_8));
        push();
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void cloneSeesWhatWasPushed() {
        var clone = Git.cloneOf(url, folder.resolve("clone"));

        assertThat(clone.folder().resolve("README.md")).hasContent("first");
    }

    @Test
    void pushBeyondThePostBufferArrivesWhole() throws IOException {
        var noise = new byte[5 << 20];
        new Random(1).nextBytes(noise);
        commit("noise", noise);

        work.run("-c", "http.postBuffer=65536", "push", "--quiet", "origin", "HEAD:main");

        assertThat(new Git(repository).run("rev-parse", "main")).isEqualTo(work.run("rev-parse", "HEAD"));
        assertThat(Git.cloneOf(url, folder.resolve("clone")).folder().resolve("noise"))
                .hasBinaryContent(noise);
    }

    @Test
    void fetchOfManyCommitsArrivesAlthoughTheClientCompressesSoLongARequest() {
        var refs = IntStream.range(0, 60)
                .mapToObj(i ->
                        work.run("commit-tree", "-p", "HEAD", "-m", "tip " + i, "HEAD^{tree}") + ":refs/tips/" + i);
        work.run(Stream.concat(Stream.of("push", "--quiet", "origin"), refs).toArray(String[]::new));
        var clone = Git.cloneOf(url, folder.resolve("clone"));

        clone.run("fetch", "--quiet", "origin", "refs/tips/*:refs/tips/*");

        assertThat(clone.run("for-each-ref", "refs/tips").lines()).hasSize(60);
    }

    @Test
    void fetchOneCommitDeepBringsOneCommit() throws IOException {
        commit("README.md", "second".getBytes(UTF_8));
        push();
        var shallow = new Git(Files.createDirectory(folder.resolve("shallow")));
        shallow.run("init", "--quiet");

        shallow.run("fetch", "--quiet", "--depth=1", url.toString(), "main");

        assertThat(shallow.run("rev-list", "FETCH_HEAD")).isEqualTo(work.run("rev-parse", "HEAD"));
    }

    @Test
    void protocolTwoIsSpokenToWhoeverAsksForIt() throws Exception {
        var request = HttpRequest.newBuilder(URI.create(url + "/info/refs?service=git-upload-pack"))
                .header("Git-Protocol", "version=2")
                .build();

        try (var client = HttpClient.newHttpClient()) {
            assertThat(client.send(request, BodyHandlers.ofString()).body()).contains("version 2");
        }
    }

    @Test
    void withoutTheTokenNobodyReads() {
        server.requireToken("open sesame");

        assertThatThrownBy(() -> Git.cloneOf(url, folder.resolve("clone"))).hasMessageContaining("could not read");
    }

    @Test
    void withTheTokenOneReads() {
        server.requireToken("open-sesame");

        var withToken = url.toString().replace("//", "//anybody:open-sesame@");

        assertThat(Git.cloneOf(withToken, folder.resolve("clone")).folder().resolve("README.md"))
                .exists();
    }

    @Test
    void failureIsAnsweredUntilRecovery() {
        server.failWith(503);
        assertThatThrownBy(() -> Git.cloneOf(url, folder.resolve("clone"))).hasMessageContaining("503");

        server.recover();

        assertThat(Git.cloneOf(url, folder.resolve("clone")).folder()).isNotEmptyDirectory();
    }

    @Test
    void heldFetchGoesOnWhenReleasedAndPushesDoNotWait() throws IOException {
        server.hold();
        var clone = CompletableFuture.supplyAsync(
                () -> Git.cloneOf(url, folder.resolve("clone")), Thread::startVirtualThread);
        await().until(() -> server.held() == 1);
        commit("README.md", "second".getBytes(UTF_8));
        push();

        server.release();

        assertThat(clone.join().folder().resolve("README.md")).hasContent("second");
    }

    @Test
    void eachChangedRefIsTold() throws IOException {
        Queue<RefChange> changes = new ConcurrentLinkedQueue<>();
        server.onPush(changes::add);
        var before = work.run("rev-parse", "HEAD");
        commit("README.md", "second".getBytes(UTF_8));
        var after = work.run("rev-parse", "HEAD");

        work.run("push", "--quiet", "origin", "HEAD:main", "HEAD:new");
        await().until(() -> changes.size() == 2);
        work.run("push", "--quiet", "origin", ":new");
        await().until(() -> changes.size() == 3);

        assertThat(changes)
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("at")
                .containsExactlyInAnyOrder(
                        change("refs/heads/main", before, after),
                        change("refs/heads/new", null, after),
                        change("refs/heads/new", after, null));
    }

    @Test
    void refusedPushIsNotTold() throws IOException {
        Queue<RefChange> changes = new ConcurrentLinkedQueue<>();
        server.onPush(changes::add);
        new Git(repository).run("config", "receive.denyNonFastForwards", "true");
        work.run("commit", "--quiet", "--amend", "--message=other");

        assertThatThrownBy(() -> work.run("push", "--quiet", "--force", "origin", "HEAD:main", "HEAD:beside"))
                .hasMessageContaining("non-fast-forward");

        await().until(() -> !changes.isEmpty());
        assertThat(changes).extracting(RefChange::ref).containsExactly("refs/heads/beside");
    }

    private static RefChange change(String ref, @Nullable String before, @Nullable String after) {
        return new RefChange("team/docs.git", ref, before, after, Instant.EPOCH);
    }

    private void commit(String file, byte[] content) throws IOException {
        Files.write(work.folder().resolve(file), content);
        work.run("add", "--all");
        work.run("commit", "--quiet", "--message=" + file);
    }

    private void push() {
        work.run("push", "--quiet", "origin", "HEAD:main");
    }
}
