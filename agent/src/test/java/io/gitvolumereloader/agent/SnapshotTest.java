package io.gitvolumereloader.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.gitvolumereloader.agent.publish.PublishSettings.Mode;
import io.gitvolumereloader.agent.sync.SyncResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole revisions behind a link. */
class SnapshotTest {
    private static final String TREES = ".git-volume-reloader.trees";

    @TempDir
    Path scratch;

    private Docs docs;

    @BeforeEach
    void start() throws IOException {
        docs = new Docs(scratch, Mode.SNAPSHOT);
        docs.write("index.md", "revision 0\n")
                .write("guide/page.md", "revision 0\n")
                .write("stays.md", "stays\n");
        docs.push("revision 0");
        sync();
    }

    @org.junit.jupiter.api.AfterEach
    void end() {
        docs.close();
    }

    @Test
    void theLinkIsRelativeAndNamesTheCommit() throws IOException {
        var target = Files.readSymbolicLink(docs.folder.resolve("current"));
        assertThat(target).isRelative().hasFileName(docs.work.run("rev-parse", "HEAD"));
    }

    @Test
    void slowReadersKeepTheirRevisionUntilItsTurnIsOver() throws IOException {
        docs.engine().sync().tidy(() -> false);
        var first = docs.shown().toRealPath();
        var before = Docs.entries(first);
        push(1);
        docs.engine().sync().tidy(() -> false);
        assertThat(Docs.entries(first)).isEqualTo(before);

        push(2);
        docs.engine().sync().tidy(() -> false);

        assertThat(first).doesNotExist();
        docs.assertShows("main");
    }

    @Test
    void asManyEarlierRevisionsAreKeptAsAreAskedFor() throws IOException {
        docs.reconfigured(docs.settings().publish().keeping(3));
        for (var revision = 1; revision <= 8; revision++) {
            push(revision);
            docs.engine().sync().tidy(() -> false);
        }

        for (var earlier = 0; earlier <= 3; earlier++) {
            var commit = docs.work.run("rev-parse", "HEAD~" + earlier);
            assertThat(Docs.entries(docs.folder.resolve(TREES).resolve(commit))).isEqualTo(docs.archive(commit));
        }
        assertThat(trees()).as("four revisions, and the spare tree").isEqualTo(5);
    }

    @Test
    void earlierRevisionsSurviveARestart() throws IOException {
        push(1);
        docs.restarted().sync().restore();
        sync();
        docs.engine().sync().tidy(() -> false);

        var earlier = docs.work.run("rev-parse", "HEAD~1");
        assertThat(Docs.entries(docs.folder.resolve(TREES).resolve(earlier))).isEqualTo(docs.archive(earlier));
        docs.assertShows("main");
    }

    @Test
    void pushesWithoutAPauseDoNotPileUpTrees() throws IOException {
        for (var revision = 1; revision <= 12; revision++) {
            push(revision);
            docs.assertShows("main");
        }
        assertThat(trees()).isLessThanOrEqualTo(4);

        docs.engine().sync().tidy(() -> false);

        assertThat(trees()).as("the shown one, an earlier one, the spare one").isEqualTo(3);
    }

    @Test
    void filesThatDidNotChangeShareTheirContent() throws IOException {
        docs.engine().sync().tidy(() -> false);
        var before = docs.shown().resolve("stays.md").toRealPath();
        push(1);

        assertThat(Files.getAttribute(docs.shown().resolve("stays.md"), "unix:ino"))
                .isEqualTo(Files.getAttribute(before, "unix:ino"));
        docs.engine().sync().tidy(() -> false);
        assertThat((int) Files.getAttribute(docs.shown().resolve("index.md"), "unix:nlink"))
                .as("the spare tree has the new file, too")
                .isEqualTo(2);
    }

    @Test
    void anExecutableBitChangesInOneRevisionOnly() throws IOException {
        docs.engine().sync().tidy(() -> false);
        var before = docs.shown().resolve("stays.md").toRealPath();
        docs.work.run("update-index", "--chmod=+x", "stays.md");
        docs.work.run("commit", "--quiet", "--message", "executable");
        docs.work.run("push", "--quiet", "origin", "HEAD:main");
        sync();

        assertThat(Files.getPosixFilePermissions(docs.shown().resolve("stays.md")))
                .contains(PosixFilePermission.OWNER_EXECUTE);
        assertThat(Files.getPosixFilePermissions(before)).doesNotContain(PosixFilePermission.OWNER_EXECUTE);
    }

    /** A move onto another name of the same file does nothing and leaves both. */
    @Test
    void twoNamesOfOneFileAreNoTrap() throws IOException {
        docs.engine().sync().tidy(() -> false);
        for (var turn = 1; turn <= 6; turn++) {
            docs.write("index.md", "revision " + turn % 2 + "\n").push("there and back " + turn);
            sync();
            docs.engine().sync().tidy(() -> false);
            docs.assertShows("main");
        }
    }

    @Test
    void backToAnEarlierCommitAndForthAgain() throws IOException {
        var first = docs.work.run("rev-parse", "HEAD");
        push(1);
        var second = docs.work.run("rev-parse", "HEAD");
        for (var commit : java.util.List.of(first, second, first, first, second)) {
            docs.bare.run("update-ref", "refs/heads/main", commit);
            assertThat(docs.sync()).isNotInstanceOf(SyncResult.Failed.class);
            docs.assertShows(commit);
            docs.engine().sync().tidy(() -> false);
        }
    }

    @Test
    void aReaderNeverSeesTwoRevisions() throws Exception {
        docs.engine().sync().tidy(() -> false);
        var mixtures = new java.util.concurrent.ConcurrentLinkedQueue<Map<String, String>>();
        var done = new java.util.concurrent.atomic.AtomicBoolean();
        var reader = Thread.ofPlatform().start(() -> {
            while (!done.get()) {
                try {
                    var tree = docs.shown().toRealPath();
                    var index = Files.readString(tree.resolve("index.md"));
                    var page = Files.readString(tree.resolve("guide/page.md"));
                    if (!index.equals(page)) {
                        mixtures.add(Map.of(index, page));
                    }
                } catch (IOException e) {
                    mixtures.add(Map.of("failure", e.toString()));
                }
            }
        });
        for (var revision = 1; revision <= 20; revision++) {
            push(revision);
        }
        done.set(true);
        reader.join();

        assertThat(mixtures).isEmpty();
    }

    @Test
    void somethingElseInTheLinksPlaceGivesWay() throws IOException {
        Files.delete(docs.folder.resolve("current"));
        Files.createDirectories(docs.folder.resolve("current/inside"));
        push(1);
        docs.assertShows("main");
    }

    @Test
    void withoutHardLinksTheStoreGivesEveryFile() throws IOException {
        for (var revision = 1; revision <= 4; revision++) {
            try (var _ = Mounted.onItself(docs.shown().toRealPath())) {
                docs.engine().sync().tidy(() -> false);
                push(revision);
                docs.assertShows("main");
            }
        }
    }

    @Test
    void aFullDiskKeepsTheOldRevisionAndHeals() throws IOException {
        docs.stop();
        try (var _ = new Mounted(scratch.resolve("small"), "4m");
                var small = new Docs(
                        scratch.resolve("other"),
                        "HEAD",
                        EngineSettings.of(docs.settings()
                                .publish()
                                .in(scratch.resolve("small/volume"), scratch.resolve("other/state"))))) {
            small.write("index.md", "first\n").push("first");
            assertThat(small.sync()).isInstanceOf(SyncResult.Updated.class);
            small.engine().sync().tidy(() -> false);
            small.write("big.bin", "0123456789".repeat(600_000))
                    .write("index.md", "second\n")
                    .push("second");
            assertThat(small.sync())
                    .isInstanceOfSatisfying(
                            SyncResult.Failed.class,
                            failed -> assertThat(failed.reason()).contains("No space left"));
            small.assertShows("main~1");
            small.engine().sync().tidy(() -> false);
            assertThat(small.restarted().sync().restore()).isPresent();
            small.assertShows("main~1");

            small.write("big.bin", "small now\n").push("third");
            assertThat(small.sync()).isInstanceOf(SyncResult.Updated.class);
            small.assertShows("main");
        }
    }

    private void push(int revision) throws IOException {
        docs.write("index.md", "revision " + revision + "\n").write("guide/page.md", "revision " + revision + "\n");
        docs.push("revision " + revision);
        sync();
    }

    private void sync() {
        assertThat(docs.sync()).isNotInstanceOf(SyncResult.Failed.class);
    }

    private long trees() throws IOException {
        try (var trees = Files.list(docs.folder.resolve(TREES))) {
            return trees.count();
        }
    }
}
