package io.gitvolumereloader.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.gitvolumereloader.agent.publish.PublishSettings.Symlinks;
import io.gitvolumereloader.agent.sync.CommitId;
import io.gitvolumereloader.agent.sync.SyncResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pushes by the real git client to a real server, published into a real folder. */
class PublishingTest {
    @TempDir
    Path scratch;

    private Docs docs;

    @BeforeEach
    void start() throws IOException {
        docs = new Docs(scratch);
        docs.write("index.md", "# Docs\n").write("guide/start.md", "Start\n").write("guide/end.md", "End\n");
        docs.push("first");
        assertUpdated(docs.sync());
    }

    @AfterEach
    void end() throws IOException {
        docs.close();
    }

    @Test
    void firstSync() throws IOException {
        docs.assertShows("main");
    }

    @Test
    void nothingNewTouchesNoFile() throws IOException {
        var before = Files.getLastModifiedTime(docs.folder.resolve("index.md"));
        assertThat(docs.sync()).isInstanceOf(SyncResult.Unchanged.class);
        assertThat(Files.getLastModifiedTime(docs.folder.resolve("index.md"))).isEqualTo(before);
    }

    @Test
    void oneChangedFileIsOneWrite() throws IOException {
        docs.write("index.md", "# Better docs\n").push("second");

        assertThat(docs.sync()).isInstanceOfSatisfying(SyncResult.Updated.class, updated -> {
            assertThat(updated.written()).isEqualTo(1);
            assertThat(updated.removed()).isZero();
        });
        docs.assertShows("main");
    }

    @Test
    void everyKindOfChange() throws IOException {
        docs.write("tool.sh", "#!/bin/sh\n")
                .write("Gr\u00fc\u00dfe aus \u65e5\u672c.md", "hi\n")
                .write("with blank.md", "x\n");
        docs.write("file-to-folder", "file\n").write("folder-to-file/a/b.md", "b\n");
        Files.createSymbolicLink(docs.work.folder().resolve("link.md"), Path.of("guide/start.md"));
        docs.push("second");
        assertUpdated(docs.sync());
        docs.assertShows("main");

        Files.setPosixFilePermissions(
                docs.work.folder().resolve("tool.sh"), java.util.EnumSet.allOf(PosixFilePermission.class));
        docs.work.run("rm", "--quiet", "file-to-folder");
        docs.work.run("rm", "--quiet", "-r", "folder-to-file");
        docs.work.run("mv", "guide/end.md", "guide/finish.md");
        Files.delete(docs.work.folder().resolve("link.md"));
        docs.write("file-to-folder/inside.md", "in\n")
                .write("folder-to-file", "file\n")
                .write("link.md", "a file now\n");
        docs.push("third");
        assertUpdated(docs.sync());
        docs.assertShows("main");
        assertThat(Files.isExecutable(docs.folder.resolve("tool.sh"))).isTrue();

        docs.work.run("reset", "--quiet", "--hard", "HEAD~1");
        docs.push("back again");
        assertUpdated(docs.sync());
        docs.assertShows("main");
    }

    @Test
    void folderBecomesLinkAndBack() throws IOException {
        docs.work.run("rm", "--quiet", "-r", "guide");
        Files.createSymbolicLink(docs.work.folder().resolve("guide"), scratch.resolve("elsewhere"));
        docs.push("a link");
        docs.reconfigured(docs.settings().publish().with(Symlinks.KEEP));
        assertUpdated(docs.sync());
        docs.assertShows("main");

        Files.createDirectories(scratch.resolve("elsewhere"));
        docs.work.run("rm", "--quiet", "guide");
        docs.write("guide/start.md", "Start\n").push("a folder");
        assertUpdated(docs.sync());
        docs.assertShows("main");
        assertThat(scratch.resolve("elsewhere")).isEmptyDirectory();
    }

    @Test
    void forcePushToAnOlderCommitAndToAnotherHistory() throws IOException {
        var first = docs.work.run("rev-parse", "HEAD");
        docs.write("new.md", "new\n").push("second");
        assertUpdated(docs.sync());

        docs.work.run("push", "--quiet", "--force", "origin", first + ":main");
        assertUpdated(docs.sync());
        docs.assertShows(first);

        docs.work.run("checkout", "--quiet", "--orphan", "other");
        docs.work.run("rm", "--quiet", "-r", "--force", ".");
        docs.write("alone.md", "alone\n").push("another root");
        assertUpdated(docs.sync());
        docs.assertShows("main");
    }

    @Test
    void anEmptyTreeEmptiesTheFolder() throws IOException {
        docs.work.run("rm", "--quiet", "-r", ".");
        docs.push("nothing left");
        assertUpdated(docs.sync());
        assertThat(docs.folder).isEmptyDirectory();
    }

    @Test
    void deletedBranchKeepsWhatIsShownUntilItIsBack() throws IOException {
        var first = docs.work.run("rev-parse", "HEAD");
        docs.work.run("push", "--quiet", "origin", ":main");
        assertThat(docs.sync())
                .isInstanceOfSatisfying(
                        SyncResult.Failed.class,
                        failed -> assertThat(failed.reason()).contains("the remote has no HEAD", "stays"));
        docs.assertShows(first);

        docs.write("back.md", "back\n").push("second");
        assertUpdated(docs.sync());
        docs.assertShows("main");
    }

    @Test
    void restartOnAFilledVolumeRestoresItWithoutTheRemote() throws IOException {
        docs.server.failWith(503);
        try (var restarted = docs.restarted()) {
            assertThat(restarted.sync().restore()).hasValue(new CommitId(docs.work.run("rev-parse", "HEAD")));
            assertThat(restarted.sync().run()).isInstanceOf(SyncResult.Failed.class);
            docs.assertShows("main");
        }
    }

    @Test
    void restartMendsWhateverWasLeftBehind() throws IOException {
        Files.writeString(docs.folder.resolve("index.md"), "half a fi");
        Files.delete(docs.folder.resolve("guide/end.md"));
        Files.writeString(docs.folder.resolve("guide/extra.md"), "from the revision before");
        Files.createDirectories(docs.folder.resolve(".git-volume-reloader.staging/deep"));
        Files.writeString(docs.folder.resolve(".git-volume-reloader.staging/deep/0"), "staged");
        Files.createDirectories(docs.folder.resolve("empty/folder"));
        Files.delete(docs.folder.resolve("guide/start.md"));
        Files.createDirectories(docs.folder.resolve("guide/start.md/now a folder"));

        try (var restarted = docs.restarted()) {
            assertThat(restarted.sync().restore()).isPresent();
            docs.assertShows("main");
        }
    }

    @Test
    void restartWritesOnlyWhatDiffers() throws IOException {
        var untouched = Files.getLastModifiedTime(docs.folder.resolve("index.md"));
        Files.writeString(docs.folder.resolve("guide/end.md"), "changed");

        try (var restarted = docs.restarted()) {
            restarted.sync().restore();
        }

        docs.assertShows("main");
        assertThat(Files.getLastModifiedTime(docs.folder.resolve("index.md"))).isEqualTo(untouched);
    }

    @Test
    void damagedStoreIsFetchedAnewWhileTheVolumeStays() throws IOException {
        docs.write("new.md", "new\n").push("second");
        try (var packs = Files.newDirectoryStream(docs.state.resolve("store/objects/pack"))) {
            for (var pack : packs) {
                Files.setPosixFilePermissions(pack, java.util.EnumSet.allOf(PosixFilePermission.class));
                Files.writeString(pack, "garbage");
            }
        }

        try (var restarted = docs.restarted()) {
            restarted.sync().restore();
            assertUpdated(restarted.sync().run());
        }

        docs.assertShows("main");
    }

    @Test
    void storeThatWasDamagedBeforeItsFirstRefWasWrittenHealsToo() throws IOException {
        var store = docs.state.resolve("store");
        Files.delete(store.resolve("refs/sync/head"));
        try (var packs = Files.newDirectoryStream(store.resolve("objects/pack"), "*.pack")) {
            for (var pack : packs) {
                Files.setPosixFilePermissions(pack, java.util.EnumSet.allOf(PosixFilePermission.class));
                Files.write(pack, java.util.Arrays.copyOf(Files.readAllBytes(pack), 40));
            }
        }

        try (var restarted = docs.restarted()) {
            assertUpdated(restarted.sync().run());
        }

        docs.assertShows("main");
    }

    @ParameterizedTest
    @ValueSource(strings = {"store", "store/objects", "store/refs", "."})
    void whateverIsLostOfTheStateWhileTheAgentRunsIsMadeAnew(String lost) throws IOException {
        Docs.delete(docs.state.resolve(lost).normalize());
        docs.write("new.md", "new\n").push("second");

        var result = docs.sync();

        assertThat(result instanceof SyncResult.Updated || docs.sync() instanceof SyncResult.Updated)
                .as("healed by the second sync at the latest: %s", result)
                .isTrue();
        docs.assertShows("main");
        assertThat(docs.state.resolve("ledger")).content().contains(docs.work.run("rev-parse", "HEAD"));
    }

    @Test
    void linksKeepTheirTargetsToTheLetter() throws IOException {
        for (var target :
                java.util.List.of("guide/", "guide//start.md", "./guide", "nowhere", "../outside", "/etc/hosts")) {
            run(
                    "ln",
                    "-s",
                    target,
                    docs.work.folder().resolve("to " + target.replace('/', '_')).toString());
        }
        docs.push("links");
        docs.reconfigured(docs.settings().publish().with(Symlinks.KEEP));
        assertUpdated(docs.sync());

        for (var target :
                java.util.List.of("guide/", "guide//start.md", "./guide", "nowhere", "../outside", "/etc/hosts")) {
            assertThat(run(
                            "readlink",
                            docs.folder
                                    .resolve("to " + target.replace('/', '_'))
                                    .toString()))
                    .isEqualTo(target);
        }
    }

    @Test
    void linkThatIsNotUtf8IsRefused() throws IOException {
        var blob = scratch.resolve("target");
        Files.write(blob, new byte[] {'c', 'a', 'f', (byte) 0xe9});
        var hash = docs.work.run("hash-object", "-w", blob.toString());
        docs.work.run("update-index", "--add", "--cacheinfo", "120000," + hash + ",link");
        docs.work.run("commit", "--quiet", "--message", "odd link");
        docs.work.run("push", "--quiet", "origin", "HEAD:main");

        assertThat(docs.sync())
                .isInstanceOfSatisfying(
                        SyncResult.Failed.class,
                        failed -> assertThat(failed.reason()).contains("'link'", "not UTF-8", "keeps showing"));
        docs.assertShows("main~1");
    }

    @ParameterizedTest
    @ValueSource(strings = {".GIT", ".git\u200c", "git~1", "..", ".git"})
    void treeWithADangerousNameIsRefused(String name) throws IOException {
        var blob = docs.work.run("rev-parse", "HEAD:index.md");
        var tree = scratch.resolve("tree");
        var entry = new java.io.ByteArrayOutputStream();
        entry.writeBytes(("100644 " + name + "\0").getBytes(java.nio.charset.StandardCharsets.UTF_8));
        entry.writeBytes(java.util.HexFormat.of().parseHex(blob));
        Files.write(tree, entry.toByteArray());
        var hash = docs.work.run("hash-object", "-w", "-t", "tree", "--literally", tree.toString());
        var commit = docs.work.run("commit-tree", "-m", "evil", hash);
        docs.work.run("push", "--quiet", "--force", "origin", commit + ":main");

        assertThat(docs.sync())
                .isInstanceOfSatisfying(
                        SyncResult.Failed.class,
                        failed -> assertThat(failed.reason()).contains("Refused to publish", "keeps showing"));
        docs.assertShows(docs.work.run("rev-parse", "HEAD"));
    }

    @Test
    void leftoversOfASuddenDeathInTheStoreDoNoHarm() throws IOException {
        var store = docs.state.resolve("store");
        Files.writeString(store.resolve("shallow.lock"), "");
        Files.writeString(store.resolve("shallow"), "");
        Files.writeString(store.resolve("refs/sync/head.lock"), "");
        Files.writeString(store.resolve("config.lock"), "");
        Files.writeString(store.resolve("objects/pack/pack-1.keep"), "");
        docs.write("new.md", "new\n").push("second");

        try (var restarted = docs.restarted()) {
            assertUpdated(restarted.sync().run());
        }

        docs.assertShows("main");
    }

    @Test
    void neverWritesThroughALinkThatSomebodyPutInTheFolder() throws IOException {
        var outside = Files.createDirectory(scratch.resolve("outside"));
        Files.writeString(outside.resolve("end.md"), "not ours");
        Files.delete(docs.folder.resolve("guide/start.md"));
        Files.delete(docs.folder.resolve("guide/end.md"));
        Files.delete(docs.folder.resolve("guide"));
        Files.createSymbolicLink(docs.folder.resolve("guide"), outside);
        docs.work.run("rm", "--quiet", "guide/end.md");
        docs.write("guide/start.md", "Changed\n").push("second");

        assertUpdated(docs.sync());

        assertThat(outside.resolve("end.md")).hasContent("not ours");
        assertThat(outside.resolve("start.md")).doesNotExist();
        assertThat(Files.isDirectory(docs.folder.resolve("guide"), LinkOption.NOFOLLOW_LINKS))
                .isTrue();
    }

    @Test
    void refusesATreeWithTheStagingName() throws IOException {
        docs.write(".git-volume-reloader.staging/x", "x\n").push("second");

        assertThat(docs.sync())
                .isInstanceOfSatisfying(
                        SyncResult.Failed.class,
                        failed -> assertThat(failed.reason())
                                .contains(".git-volume-reloader.staging/x", "keeps for itself"));
        docs.assertShows("main~1");
    }

    private static String run(String... command) throws IOException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.onExit().join().exitValue()).as(output).isZero();
        return output.strip();
    }

    private static void assertUpdated(SyncResult result) {
        assertThat(result).isInstanceOf(SyncResult.Updated.class);
    }
}
