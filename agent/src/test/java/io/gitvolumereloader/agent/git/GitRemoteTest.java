package io.gitvolumereloader.agent.git;

import static org.assertj.core.api.Assertions.assertThat;

import io.gitvolumereloader.agent.sync.Assignment.Follow;
import io.gitvolumereloader.agent.sync.CommitId;
import io.gitvolumereloader.agent.sync.FollowedRef;
import io.gitvolumereloader.agent.sync.Remote.Fetched;
import io.gitvolumereloader.agent.sync.RemoteUrl;
import io.gitvolumereloader.agent.sync.Tip;
import io.gitvolumereloader.agent.testing.Git;
import io.gitvolumereloader.agent.testing.GitServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GitRemoteTest {
    private static final String TOKEN = "ghp_sup3rs3cret";

    @TempDir
    Path scratch;

    private GitServer server;
    private Git work;
    private Store store;
    private CommitId first;

    @BeforeEach
    void start() throws IOException {
        server = GitServer.start(scratch.resolve("git"));
        server.create("docs.git");
        work = Git.cloneOf(server.url("docs.git"), scratch.resolve("work"));
        store = new Store(scratch.resolve("store"));
        first = commit("first");
        work.run("push", "--quiet", "origin", "HEAD:main");
    }

    @AfterEach
    void end() {
        store.close();
        server.close();
    }

    @Test
    void headIsTheDefaultBranch() {
        assertThat(fetch("HEAD")).isEqualTo(found("refs/heads/main", first, first));
    }

    @Test
    void branchGoesBeforeATagOfTheSameName() throws IOException {
        work.run("push", "--quiet", "origin", first + ":refs/tags/both");
        var second = commit("second");
        work.run("push", "--quiet", "origin", second + ":refs/heads/both");

        assertThat(fetch("both")).isEqualTo(found("refs/heads/both", second, second));
        assertThat(fetch("refs/tags/both")).isEqualTo(found("refs/tags/both", first, first));
    }

    @Test
    void annotatedTagLeadsToItsCommit() {
        work.run("tag", "--annotate", "--message", "one", "v1");
        work.run("push", "--quiet", "origin", "v1");
        var tag = new CommitId(work.run("rev-parse", "refs/tags/v1"));

        assertThat(fetch("v1")).isEqualTo(found("refs/tags/v1", tag, first));
        assertThat(remote(Credentials.NONE).fetch(follow("v1"), first)).isEqualTo(found("refs/tags/v1", tag, first));
    }

    @Test
    void oneCommitIsFetchedHoweverLongTheHistory() throws IOException {
        for (var i = 0; i < 5; i++) {
            commit("more " + i);
        }
        work.run("push", "--quiet", "origin", "HEAD:main");
        fetch("main");

        assertThat(new Git(scratch.resolve("store")).run("rev-list", "--count", "refs/sync/head"))
                .isEqualTo("1");
    }

    @Test
    void unchangedTipCostsTwoRequestsAndAChangedOneThree() throws IOException {
        fetch("main");
        var before = server.requests();
        remote(Credentials.NONE).fetch(follow("main"), first);
        assertThat(server.requests() - before).isEqualTo(2);

        var second = commit("second");
        work.run("push", "--quiet", "origin", "HEAD:main");
        var pushed = server.requests();
        assertThat(remote(Credentials.NONE).fetch(follow("main"), first))
                .isEqualTo(found("refs/heads/main", second, second));
        assertThat(server.requests() - pushed).isEqualTo(3);
    }

    @Test
    void storeStaysSmallAndItsHistoryOneCommitLong() throws Exception {
        for (var i = 0; i < 60; i++) {
            var tip = commit("change " + i);
            work.run("push", "--quiet", "origin", "HEAD:main");
            assertThat(fetch("main")).isEqualTo(found("refs/heads/main", tip, tip));
        }
        remote(Credentials.NONE).tidy(null, () -> false);

        try (var packs = Files.newDirectoryStream(scratch.resolve("store/objects/pack"), "*.pack")) {
            assertThat(packs).hasSize(1);
        }
        assertThat(scratch.resolve("store/shallow")).content().hasLineCount(1);
        var next = commit("after packing");
        work.run("push", "--quiet", "origin", "HEAD:main");
        assertThat(fetch("main")).isEqualTo(found("refs/heads/main", next, next));
    }

    @Test
    void leavesNoProbes() throws IOException {
        fetch("main");
        try (var files = Files.walk(scratch.resolve("store"))) {
            assertThat(files).noneMatch(file -> file.getFileName().toString().startsWith(".probe"));
        }
    }

    @Test
    void commitIsFollowedByItsIdAndFetchedOnce() throws IOException {
        commit("second");
        work.run("push", "--quiet", "origin", "HEAD:main");

        assertThat(fetch(first.hex())).isEqualTo(found(first.hex(), first, first));
        assertThat(new Git(scratch.resolve("store")).run("rev-list", "refs/sync/head"))
                .isEqualTo(first.hex());
        var before = server.requests();
        assertThat(fetch(first.hex())).isEqualTo(found(first.hex(), first, first));
        assertThat(remote(Credentials.NONE).fetch(follow(first.hex()), first))
                .isEqualTo(found(first.hex(), first, first));
        assertThat(server.requests()).isEqualTo(before);
    }

    @Test
    void shownCommitIsNotAskedForEvenWithoutAStore() {
        var before = server.requests();
        assertThat(remote(Credentials.NONE).fetch(follow(first.hex()), first))
                .isEqualTo(found(first.hex(), first, first));
        assertThat(server.requests()).isEqualTo(before);
    }

    @Test
    void idOfAnAnnotatedTagLeadsToItsCommit() {
        work.run("tag", "--annotate", "--message", "one", "v1");
        work.run("push", "--quiet", "origin", "v1");
        var tag = new CommitId(work.run("rev-parse", "refs/tags/v1"));

        assertThat(fetch(tag.hex())).isEqualTo(found(tag.hex(), tag, first));
        var before = server.requests();
        assertThat(remote(Credentials.NONE).fetch(follow(tag.hex()), first)).isEqualTo(found(tag.hex(), tag, first));
        assertThat(server.requests()).isEqualTo(before);
    }

    @Test
    void commitIsFetchedWithoutAListOfTheRefs() throws IOException {
        var folder = scratch.resolve("git/docs.git");
        var refs = new StringBuilder("# pack-refs with: peeled fully-peeled sorted \n");
        for (var i = 10_000; i < 30_000; i++) {
            refs.append(first)
                    .append(" refs/tags/a-tag-with-a-long-name-")
                    .append(i)
                    .append('\n');
        }
        Files.writeString(folder.resolve("packed-refs"), refs);
        var list = server.sent();
        fetch("main");
        var branch = server.sent() - list;
        store.drop();
        var start = server.sent();
        fetch(first.hex());
        assertThat(server.sent() - start).isLessThanOrEqualTo(branch);
    }

    @Test
    void commitThatIsNotThereIsNamed() {
        var absent = "1234567890123456789012345678901234567890";
        assertThat(reason(fetch(absent))).contains(absent, "the remote has no such commit", "What was published");
    }

    @Test
    void commitOfASha256RepositoryIsRefusedWithTheReason() {
        assertThat(reason(fetch("12345678".repeat(8)))).contains("SHA-256 repository", "can't read");
    }

    @Test
    void abbreviatedIdIsHintedAt() {
        assertThat(reason(fetch(first.hex().substring(0, 8)))).contains("all 40 digits");
        assertThat(reason(fetch("main2"))).doesNotContain("40 digits");
    }

    @Test
    void branchNamedLikeAnIdIsFollowedByItsFullName() throws IOException {
        var name = "1234567890123456789012345678901234567890";
        var second = commit("second");
        work.run("push", "--quiet", "origin", second + ":refs/heads/" + name);
        assertThat(fetch("refs/heads/" + name)).isEqualTo(found("refs/heads/" + name, second, second));
    }

    @Test
    void missingRefIsNamed() {
        assertThat(reason(fetch("nope"))).contains("no refs/heads/nope and no refs/tags/nope", "check the ref");
    }

    @Test
    void emptyRepositoryIsNamed() {
        server.create("empty.git");
        var follow = new Follow(new RemoteUrl(server.url("empty.git")), new FollowedRef("HEAD"));
        assertThat(reason(remote(Credentials.NONE).fetch(follow, null))).contains("the remote has no HEAD", "empty");
    }

    @Test
    void missingRepositoryIsNamed() {
        var follow = new Follow(new RemoteUrl(server.url("nope.git")), new FollowedRef("HEAD"));
        assertThat(reason(remote(Credentials.NONE).fetch(follow, null)))
                .contains(server.url("nope.git").toString(), "no such repository");
    }

    @Test
    void unreachableRemoteIsNamed() throws IOException {
        int nobody;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = socket.getLocalPort();
        }
        var url = new RemoteUrl(URI.create("http://127.0.0.1:" + nobody + "/docs.git"));
        assertThat(reason(remote(Credentials.NONE).fetch(new Follow(url, new FollowedRef("main")), null)))
                .contains("127.0.0.1:" + nobody, "does not accept the connection");
    }

    @Test
    void unknownHostIsNamed() {
        var url = new RemoteUrl(URI.create("https://no-such-host.invalid/docs.git"));
        assertThat(reason(remote(Credentials.NONE).fetch(new Follow(url, new FollowedRef("main")), null)))
                .contains("no-such-host.invalid", "the host is unknown");
    }

    @Test
    void failingServerIsNamedAndRecovers() {
        server.failWith(503);
        assertThat(reason(fetch("main"))).contains("503");
        server.recover();
        assertThat(fetch("main")).isEqualTo(found("refs/heads/main", first, first));
    }

    @Test
    void tokenOpensTheRepositoryAndARotatedOneIsUsedAtOnce() throws IOException {
        server.requireToken(TOKEN);
        assertThat(reason(fetch("main"))).contains("asks for credentials", "agent.auth.token-file");

        var file = Files.writeString(scratch.resolve("token"), TOKEN + "\n");
        var remote = remote(new Credentials(file, "git", false));
        assertThat(remote.fetch(follow("main"), null)).isEqualTo(found("refs/heads/main", first, first));

        server.requireToken("rotated");
        assertThat(reason(remote.fetch(follow("main"), null)))
                .contains("refuses the token", "agent.auth.token-file")
                .doesNotContain(TOKEN);
        Files.writeString(file, "rotated");
        assertThat(remote.fetch(follow("main"), null)).isEqualTo(found("refs/heads/main", first, first));
    }

    @Test
    void missingOrEmptyTokenFileIsNamed() throws IOException {
        var file = scratch.resolve("token");
        var remote = remote(new Credentials(file, "git", false));
        assertThat(reason(remote.fetch(follow("main"), null))).contains(file.toString(), "could not be read");

        Files.writeString(file, "\n");
        assertThat(reason(remote.fetch(follow("main"), null))).contains(file.toString(), "is empty");
    }

    @Test
    void tokenNeverTravelsUnencryptedUnlessAllowed() throws IOException {
        var file = Files.writeString(scratch.resolve("token"), TOKEN);
        var url = new RemoteUrl(URI.create("http://no-such-host.invalid/docs.git"));
        var follow = new Follow(url, new FollowedRef("main"));

        assertThat(reason(remote(new Credentials(file, "git", false)).fetch(follow, null)))
                .contains("unencrypted", "agent.auth.plain-http=true");
        assertThat(reason(remote(new Credentials(file, "git", true)).fetch(follow, null)))
                .contains("the host is unknown");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:%d", "http://127.0.0.1:%d", "http://user@localhost:%d"})
    void redirectToAnotherOriginIsNotFollowedAndGetsNoToken(String target) throws IOException {
        var file = Files.writeString(scratch.resolve("token"), TOKEN);
        try (var thief = new Scripted(exchange -> {
                    exchange.sendResponseHeaders(404, -1);
                    exchange.close();
                });
                var elsewhere = new Scripted(exchange -> {
                    var location = target.formatted(thief.port()) + exchange.getRequestURI();
                    exchange.getResponseHeaders().add("Location", location);
                    exchange.sendResponseHeaders(302, -1);
                    exchange.close();
                })) {
            var url = new RemoteUrl(URI.create("http://127.0.0.1:" + elsewhere.port() + "/docs.git"));

            assertThat(reason(remote(new Credentials(file, "git", false))
                            .fetch(new Follow(url, new FollowedRef("main")), null)))
                    .contains("redirects to http://", "new address");
            assertThat(elsewhere.requests()).isEqualTo(1);
            assertThat(thief.requests()).isZero();
        }
    }

    @Test
    void tagOfATreeIsNamed() {
        work.run("tag", "tree", "HEAD^{tree}");
        work.run("push", "--quiet", "origin", "tree");

        assertThat(reason(fetch("tree"))).contains("does not lead to a commit");
    }

    private CommitId commit(String text) throws IOException {
        Files.writeString(work.folder().resolve("index.md"), text + "\n");
        work.run("add", "--all");
        work.run("commit", "--quiet", "--message", text);
        return new CommitId(work.run("rev-parse", "HEAD"));
    }

    private Fetched fetch(String ref) {
        return remote(Credentials.NONE).fetch(follow(ref), null);
    }

    private GitRemote remote(Credentials credentials) {
        return new GitRemote(store, credentials, Timeouts.DEFAULT);
    }

    private Follow follow(String ref) {
        return new Follow(new RemoteUrl(server.url("docs.git")), new FollowedRef(ref));
    }

    private static Fetched found(String ref, CommitId object, CommitId commit) {
        return new Fetched.Found(new Tip(ref, object, commit));
    }

    private static String reason(Fetched fetched) {
        assertThat(fetched).isInstanceOf(Fetched.Failed.class);
        return ((Fetched.Failed) fetched).reason();
    }
}
