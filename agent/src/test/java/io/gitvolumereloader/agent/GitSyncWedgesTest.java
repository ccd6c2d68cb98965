package io.gitvolumereloader.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.gitvolumereloader.agent.publish.PublishSettings.Mode;
import io.gitvolumereloader.agent.sync.Publisher.Look;
import io.gitvolumereloader.agent.sync.Publisher.Published;
import io.gitvolumereloader.agent.sync.SyncResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What a sudden death leaves behind, and git-sync never gets over: a temporary link, locks of the store, a checkout
 * that was half done. An agent that runs, and one that is started again, both publish on.
 */
@ParameterizedClass
@EnumSource(Mode.class)
class GitSyncWedgesTest {
    private static final List<String> LOCKS = List.of(
            "HEAD.lock",
            "config.lock",
            "shallow.lock",
            "packed-refs.lock",
            "index.lock",
            "refs/sync/head.lock",
            "refs/heads/main.lock",
            "refs/sync.lock",
            "objects/info/alternates.lock",
            "objects/pack/pack-1.keep");

    @TempDir
    Path scratch;

    private final Mode mode;
    private Docs docs;

    GitSyncWedgesTest(Mode mode) {
        this.mode = mode;
    }

    @AfterEach
    void end() {
        docs.close();
    }

    @Test
    void temporaryLinkOfADeathBetweenLinkAndRenameIsInNobodysWay() throws IOException {
        leaveLinks();
        assertPublishesOn();

        leaveLinks();
        docs.restarted().sync().restore();
        docs.assertShows("main");
        assertPublishesOn();
    }

    @Test
    void stagedFilesOfADeathAreInNobodysWay() throws IOException {
        leaveStaged();
        assertPublishesOn();

        leaveStaged();
        docs.restarted().sync().restore();
        docs.assertShows("main");
        assertPublishesOn();
    }

    @Test
    void locksInTheStoreCostARunningAgentOneSyncAtMost() throws IOException {
        for (var lock : LOCKS) {
            leaveLock(lock);
            var commit = change();
            var first = docs.sync();
            assertThat(first instanceof SyncResult.Updated || docs.sync() instanceof SyncResult.Updated)
                    .as("published after at most two attempts in spite of %s: %s", lock, first)
                    .isTrue();
            docs.assertShows(commit);
        }
    }

    @Test
    void locksInTheStoreAreGoneAfterAStart() throws IOException {
        for (var lock : LOCKS) {
            leaveLock(lock);
        }
        docs.restarted().sync().restore();
        docs.assertShows("main");
        assertPublishesOn();
        for (var lock : LOCKS) {
            assertThat(docs.state.resolve("store").resolve(lock)).doesNotExist();
        }
    }

    @Test
    void emptyShallowOfAFullDiskIsMended() throws IOException {
        for (var i = 0; i < 2; i++) {
            Files.writeString(docs.state.resolve("store/shallow"), "");
            var commit = change();
            var first = docs.sync();
            assertThat(first instanceof SyncResult.Updated || docs.sync() instanceof SyncResult.Updated)
                    .as("published after at most two attempts: %s", first)
                    .isTrue();
            docs.assertShows(commit);
            Files.writeString(docs.state.resolve("store/shallow"), "");
            docs.restarted().sync().restore();
            docs.assertShows(commit);
        }
    }

    @Test
    void halfFinishedTreeIsNeverTakenForAWholeOne() throws IOException {
        leaveHalfATree("next");
        assertPublishesOn();
        docs.engine().sync().tidy(() -> false);
        assertPublishesOn();

        leaveHalfATree("next");
        docs.restarted().sync().restore();
        docs.assertShows("main");
        assertPublishesOn();
    }

    @Test
    void treeOfTheRightNameThatNoLinkLeadsToIsNotTrusted() throws IOException {
        leaveHalfATree(change());
        assertThat(docs.sync()).isInstanceOf(SyncResult.Updated.class);
        docs.engine().sync().verify(Look.STAT);
        docs.assertShows("main");

        var commit = change();
        leaveHalfATree(commit);
        docs.restarted().sync().restore();
        assertThat(docs.sync()).isInstanceOf(SyncResult.Updated.class);
        docs.assertShows(commit);
        docs.engine().sync().tidy(() -> false);
        docs.assertShows(commit);
    }

    @Test
    void halfFinishedCheckoutDoesNotPassTheChecks() throws IOException {
        Files.delete(docs.shown().resolve("guide/end.md"));
        assertThat(docs.engine().sync().verify(Look.STAT)).isInstanceOf(Published.Updated.class);
        docs.assertShows("main");

        Files.delete(docs.shown().resolve("guide/end.md"));
        docs.restarted().sync().restore();
        docs.assertShows("main");
        assertPublishesOn();
    }

    @Test
    void locallyEditedFilesAreNoticedAndMended() throws IOException {
        Files.writeString(docs.shown().resolve("index.md"), "by hand");
        assertThat(docs.engine().sync().verify(Look.STAT)).isInstanceOf(Published.Updated.class);
        docs.assertShows("main");

        Files.writeString(docs.shown().resolve("index.md"), "by hand again");
        change();
        assertThat(docs.sync()).isInstanceOf(SyncResult.Updated.class);
        docs.engine().sync().verify(Look.STAT);
        docs.assertShows("main");
    }

    @BeforeEach
    void start() throws IOException {
        docs = new Docs(scratch, mode);
        docs.write("index.md", "# Docs\n").write("guide/start.md", "Start\n").write("guide/end.md", "End\n");
        docs.push("first");
        assertThat(docs.sync()).isInstanceOf(SyncResult.Updated.class);
        docs.engine().sync().tidy(() -> false);
    }

    private void leaveLinks() throws IOException {
        for (var name : List.of(".git-volume-reloader.link", "tmp-link")) {
            var link = docs.folder.resolve(name);
            if (!Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
                Files.createSymbolicLink(link, Path.of(".git-volume-reloader.trees/nowhere"));
            }
        }
    }

    private void leaveStaged() throws IOException {
        var staged = docs.folder.resolve(".git-volume-reloader.staging/guide");
        Files.createDirectories(staged.resolve("end.md"));
        Files.writeString(staged.resolve("start.md"), "half a fi");
        Files.writeString(staged.resolveSibling("stray.md"), "staged long ago");
    }

    private void leaveHalfATree(String name) throws IOException {
        var tree = docs.folder.resolve(".git-volume-reloader.trees").resolve(name);
        if (Files.exists(tree)) {
            Docs.delete(tree);
        }
        Files.createDirectories(tree.resolve("guide/end.md/a folder"));
        Files.writeString(tree.resolve("guide/start.md"), "half a fi");
        Files.writeString(tree.resolve("stray.md"), "of another revision");
    }

    private void leaveLock(String name) throws IOException {
        var lock = docs.state.resolve("store").resolve(name);
        Files.createDirectories(lock.getParent());
        Files.writeString(lock, "");
    }

    private String change() throws IOException {
        var number = docs.bare.run("rev-list", "--count", "main");
        docs.write("index.md", "# Docs " + number + "\n").push("change " + number);
        return docs.bare.run("rev-parse", "main");
    }

    /** The next push is shown; what was left behind goes at the next look at the latest. */
    private void assertPublishesOn() throws IOException {
        var commit = change();
        assertThat(docs.sync()).isInstanceOf(SyncResult.Updated.class);
        docs.engine().sync().verify(Look.STAT);
        docs.assertShows(commit);
    }
}
