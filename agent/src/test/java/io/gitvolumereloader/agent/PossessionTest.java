package io.gitvolumereloader.agent;

import static java.nio.file.attribute.PosixFilePermission.OWNER_EXECUTE;
import static java.nio.file.attribute.PosixFilePermission.OWNER_READ;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gitvolumereloader.agent.sync.Assignment;
import io.gitvolumereloader.agent.sync.SyncResult;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose folder is it, and may it be written? */
class PossessionTest {
    @TempDir
    Path scratch;

    @Test
    void refusesAForeignFolderAndLeavesItAlone() throws IOException {
        try (var docs = new Docs(scratch)) {
            Files.createDirectories(docs.folder);
            Files.writeString(docs.folder.resolve("thesis.txt"), "the only copy");
            docs.write("index.md", "x\n").push("first");

            assertThat(reason(docs.sync())).contains(docs.folder.toString(), "holds files", "agent.adopt=true");
            assertThat(Docs.entries(docs.folder)).containsOnlyKeys("thesis.txt");
            assertThat(docs.server.requests())
                    .as("requests besides those of clone and push")
                    .isEqualTo(4);
        }
    }

    @Test
    void adoptsAForeignFolderWhenTold() throws IOException {
        try (var docs = new Docs(scratch, "HEAD", true)) {
            Files.createDirectories(docs.folder.resolve("old"));
            Files.writeString(docs.folder.resolve("old/file.txt"), "old");
            docs.write("index.md", "x\n").push("first");

            assertThat(docs.sync()).isInstanceOf(SyncResult.Updated.class);
            docs.assertShows("main");
        }
    }

    @Test
    void refusesAnotherFolderAtTheSamePlace() throws IOException {
        try (var docs = new Docs(scratch)) {
            docs.write("index.md", "x\n").push("first");
            docs.sync();
            Files.move(docs.folder, scratch.resolve("moved away"));
            Files.createDirectory(docs.folder);
            Files.writeString(docs.folder.resolve("thesis.txt"), "the only copy");

            try (var restarted = docs.restarted()) {
                assertThat(restarted.sync().restore()).isEmpty();
                assertThat(reason(restarted.sync().run())).contains("agent.adopt=true");
            }
            assertThat(Docs.entries(docs.folder)).containsOnlyKeys("thesis.txt");
        }
    }

    @Test
    void fillsANewEmptyFolderAtTheSamePlace() throws IOException {
        try (var docs = new Docs(scratch)) {
            docs.write("index.md", "x\n").push("first");
            docs.sync();
            Files.move(docs.folder, scratch.resolve("moved away"));

            try (var restarted = docs.restarted()) {
                assertThat(restarted.sync().restore()).isEmpty();
                assertThat(restarted.sync().run()).isInstanceOf(SyncResult.Updated.class);
            }
            docs.assertShows("main");
        }
    }

    @Test
    void secondAgentWaitsForTheFirst() throws IOException {
        try (var docs = new Docs(scratch)) {
            docs.write("index.md", "x\n").push("first");
            docs.sync();

            try (var second = docs.another()) {
                assertThat(reason(second.sync().run())).contains("another agent");
                docs.stop();
                assertThat(second.sync().run()).isInstanceOf(SyncResult.Updated.class);
            }
        }
    }

    @Test
    void twoAgentsWithStatesOfTheirOwnDoNotShareAFolder() throws IOException {
        try (var docs = new Docs(scratch)) {
            docs.write("index.md", "x\n").push("first");
            docs.sync();

            var settings = EngineSettings.of(docs.folder, scratch.resolve("other"));
            try (var second = new Engine(settings, docs.source(), () -> {})) {
                assertThat(reason(second.sync().run())).contains("another agent's");
            }
        }
    }

    @Test
    void folderThatIsExchangedWhileTheAgentRunsIsNotTouched() throws IOException {
        try (var docs = new Docs(scratch)) {
            docs.write("index.md", "x\n").push("first");
            docs.sync();
            Files.move(docs.folder, scratch.resolve("moved away"));
            Files.createDirectory(docs.folder);
            Files.writeString(docs.folder.resolve("index.md"), "the only copy");

            docs.write("index.md", "y\n").push("second");
            assertThat(reason(docs.sync())).contains("agent.adopt=true");
            assertThat(docs.folder.resolve("index.md")).hasContent("the only copy");

            Files.delete(docs.folder.resolve("index.md"));
            assertThat(docs.sync()).isInstanceOf(SyncResult.Updated.class);
            docs.assertShows("main");
        }
    }

    @Test
    void otherFileSystemAtTheSamePlaceIsNotTouched() throws IOException {
        try (var docs = new Docs(scratch)) {
            docs.write("index.md", "x\n").push("first");
            try (var _ = new Mounted(docs.folder, "1m")) {
                assertThat(docs.sync()).isInstanceOf(SyncResult.Updated.class);
            }
            try (var _ = new Mounted(docs.folder, "1m");
                    var restarted = docs.restarted()) {
                Files.writeString(docs.folder.resolve("thesis.txt"), "the only copy");

                assertThat(restarted.sync().restore()).isEmpty();
                assertThat(reason(restarted.sync().run())).contains("holds files");
                assertThat(docs.folder.resolve("thesis.txt")).hasContent("the only copy");
            }
        }
    }

    @Test
    void fullDiskKeepsTheOldContentOverARestartAndHeals() throws IOException {
        try (var docs = new Docs(scratch)) {
            docs.write("index.md", "x\n").push("first");
            try (var _ = new Mounted(docs.folder, "1m")) {
                docs.sync();
                docs.write("big.bin", "0123456789".repeat(300_000)).push("second");
                assertThat(reason(docs.sync())).contains("Could not publish", "No space left");
                docs.assertShows("main~1");

                try (var restarted = docs.restarted()) {
                    assertThat(restarted.sync().restore())
                            .as("ready with the old revision")
                            .isPresent();
                    docs.assertShows("main~1");
                    assertThat(restarted.sync().run()).isInstanceOf(SyncResult.Failed.class);

                    docs.write("big.bin", "small now\n").push("third");
                    assertThat(restarted.sync().run()).isInstanceOf(SyncResult.Updated.class);
                    docs.assertShows("main");
                }
            }
        }
    }

    @Test
    void whereThereAreNoExtendedAttributesAFileMarksTheFolder() throws IOException {
        try (var docs = new Docs(scratch)) {
            docs.write("index.md", "x\n").push("first");
            try (var _ = new Mounted(docs.folder, "ramfs", "mode=0755")) {
                assertThat(docs.sync()).isInstanceOf(SyncResult.Updated.class);
                assertThat(Docs.entries(docs.folder)).containsOnlyKeys(".git-volume-reloader.owner", "index.md");

                docs.write("index.md", "y\n").push("second");
                assertThat(docs.sync()).isInstanceOf(SyncResult.Updated.class);
                try (var restarted = docs.restarted()) {
                    assertThat(restarted.sync().restore()).isPresent();
                    assertThat(Docs.entries(docs.folder)).containsOnlyKeys(".git-volume-reloader.owner", "index.md");
                }
            }
        }
    }

    @Test
    void fullStateDiskCostsNoStore() throws IOException {
        try (var docs = new Docs(scratch);
                var _ = new Mounted(docs.state, "4m")) {
            docs.write("index.md", "x\n").push("first");
            assertThat(docs.sync()).isInstanceOf(SyncResult.Updated.class);
            docs.server.failWith(503);
            var filler = docs.state.resolve("filler");
            assertThatThrownBy(() -> Files.write(filler, new byte[8 << 20])).isInstanceOf(IOException.class);

            try (var restarted = docs.restarted()) {
                assertThat(restarted.sync().restore())
                        .as("from the store, without the remote")
                        .isPresent();
                assertThat(restarted.sync().run()).isInstanceOf(SyncResult.Failed.class);
            }
            docs.assertShows("main");
        }
    }

    @Test
    void fullStateDiskCostsNoStoreWhenItIsTidiedEither() throws IOException {
        try (var docs = new Docs(scratch);
                var _ = new Mounted(docs.state, "4m")) {
            docs.write("index.md", "x\n").push("first");
            assertThat(docs.sync()).isInstanceOf(SyncResult.Updated.class);
            for (var i = 0; i <= 50; i++) {
                Files.createFile(docs.state.resolve("store/objects/pack/pack-" + i + ".pack"));
            }
            var filler = docs.state.resolve("filler");
            assertThatThrownBy(() -> Files.write(filler, new byte[8 << 20])).isInstanceOf(IOException.class);
            try (var restarted = docs.restarted()) {
                restarted.sync().restore();
                restarted.sync().tidy(() -> false);
            }

            docs.server.failWith(503);
            try (var again = docs.restarted()) {
                assertThat(again.sync().restore())
                        .as("from the store, without the remote")
                        .isPresent();
            }
        }
    }

    @Test
    void whoHadToWaitRestoresLater() throws IOException {
        try (var docs = new Docs(scratch)) {
            docs.write("index.md", "x\n").push("first");
            docs.sync();
            docs.server.failWith(503);
            try (var second = docs.another()) {
                assertThat(second.sync().restore())
                        .as("the first agent still runs")
                        .isEmpty();
                docs.stop();

                assertThat(second.sync().restore()).isPresent();
            }
        }
    }

    @Test
    void adoptedFolderIsClearedOfNamesThatAreNoText() throws IOException {
        try (var docs = new Docs(scratch, "HEAD", true)) {
            Files.createDirectories(docs.folder);
            assumeTrue(
                    run("sh", "-c", "touch \"$0/$(printf 'caf\\351.txt')\"", docs.folder.toString()),
                    "names are bytes here");
            docs.write("index.md", "x\n").push("first");

            assertThat(docs.sync()).isInstanceOf(SyncResult.Updated.class);
            docs.assertShows("main");
        }
    }

    @Test
    void emptyMarkOfASuddenDeathIsNoMark() throws IOException {
        try (var docs = new Docs(scratch)) {
            docs.write("index.md", "x\n").push("first");
            try (var _ = new Mounted(docs.folder, "ramfs", "mode=0755")) {
                Files.writeString(docs.folder.resolve(".git-volume-reloader.owner"), "");

                assertThat(docs.sync()).isInstanceOf(SyncResult.Updated.class);
            }
        }
    }

    @Test
    void repositoryWithAReservedNameIsRefused() throws IOException {
        try (var docs = new Docs(scratch)) {
            docs.write("index.md", "x\n").push("first");
            docs.sync();
            for (var name : java.util.List.of("lost+found/k", ".git-volume-reloader.owner")) {
                docs.write(name, "x\n").push(name);
                assertThat(reason(docs.sync())).contains("Refused to publish", name);
                docs.work.run("rm", "--quiet", name);
                docs.push("without " + name);
                docs.sync();
                docs.assertShows("main");
            }
        }
    }

    @Test
    void folderBehindALinkIsKeptCleanToo() throws IOException {
        try (var docs = new Docs(scratch)) {
            var real = Files.createDirectory(scratch.resolve("real"));
            Files.createSymbolicLink(docs.folder, real);
            docs.write("index.md", "x\n").push("first");
            docs.sync();
            Files.writeString(real.resolve("junk"), "junk");

            try (var restarted = docs.restarted()) {
                restarted.sync().restore();
            }
            assertThat(Docs.entries(real)).containsOnlyKeys("index.md");
        }
    }

    @Test
    void stateInsideTheFolderBehindALinkIsRefused() throws IOException {
        var real = Files.createDirectory(scratch.resolve("real"));
        Files.createSymbolicLink(scratch.resolve("link"), real);
        var settings = EngineSettings.of(scratch.resolve("link"), real.resolve("state"));
        try (var engine = new Engine(settings, () -> new Assignment.Unknown("not asked"), () -> {})) {
            assertThat(reason(engine.sync().run())).contains("in one another");
        }
    }

    @Test
    void lostAndFoundIsNeitherForeignNorRemoved() throws IOException {
        try (var docs = new Docs(scratch)) {
            Files.createDirectories(docs.folder.resolve("lost+found"));
            docs.write("index.md", "x\n").push("first");

            assertThat(docs.sync()).isInstanceOf(SyncResult.Updated.class);
            try (var restarted = docs.restarted()) {
                restarted.sync().restore();
            }
            assertThat(Docs.entries(docs.folder)).containsOnlyKeys("index.md", "lost+found");
        }
    }

    @Test
    void refusesFoldersInOneAnother() throws IOException {
        var settings = EngineSettings.of(scratch.resolve("volume"), scratch.resolve("volume/state"));
        try (var engine = new Engine(settings, () -> new Assignment.Unknown("not asked"), () -> {})) {
            assertThat(reason(engine.sync().run())).contains("in one another");
        }
    }

    @Test
    void volumeThatIsAFileIsReported() throws IOException {
        try (var docs = new Docs(scratch)) {
            Files.writeString(docs.folder, "a file");
            assertThat(reason(docs.sync()))
                    .contains("Could not use the folder", docs.folder.toString(), "agent.folder");
        }
    }

    @Test
    void readOnlyVolumeKeepsItsContentAndHealsWhenItIsWritableAgain() throws IOException {
        try (var docs = new Docs(scratch)) {
            docs.write("index.md", "x\n").push("first");
            docs.sync();
            docs.write("index.md", "y\n").push("second");
            try (var _ = new ReadOnly(docs.folder)) {
                assertThat(reason(docs.sync())).contains("Could not publish", docs.folder.toString(), "writable");
                docs.assertShows("main~1");
            }

            assertThat(docs.sync()).isInstanceOf(SyncResult.Updated.class);
            docs.assertShows("main");
        }
    }

    @Test
    void readOnlyStateIsReportedAndHealsToo() throws IOException {
        try (var docs = new Docs(scratch)) {
            docs.write("index.md", "x\n").push("first");
            Files.createDirectories(docs.state);
            try (var _ = new ReadOnly(docs.state)) {
                assertThat(reason(docs.sync())).contains("Could not use agent.state", docs.state.toString());
            }

            assertThat(docs.sync()).isInstanceOf(SyncResult.Updated.class);
        }
    }

    private static String reason(SyncResult result) {
        assertThat(result).isInstanceOf(SyncResult.Failed.class);
        return ((SyncResult.Failed) result).reason();
    }

    /** Makes a folder read-only: by its permissions, or for root, whom these don't bind, by the immutable attribute. */
    private static final class ReadOnly implements AutoCloseable {
        private final Path folder;
        private final boolean byAttribute = "root".equals(System.getProperty("user.name"));

        ReadOnly(Path folder) throws IOException {
            this.folder = folder;
            if (byAttribute) {
                assumeTrue(run("chattr", "+i", folder.toString()), "root needs a file system that knows chattr +i");
            } else {
                Files.setPosixFilePermissions(folder, Set.of(OWNER_READ, OWNER_EXECUTE));
            }
        }

        @Override
        public void close() throws IOException {
            if (byAttribute) {
                run("chattr", "-i", folder.toString());
            } else {
                Files.setPosixFilePermissions(folder, EnumSet.allOf(PosixFilePermission.class));
            }
        }
    }

    private static boolean run(String... command) throws IOException {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getInputStream().transferTo(OutputStream.nullOutputStream());
            return process.onExit().orTimeout(10, TimeUnit.SECONDS).join().exitValue() == 0;
        } catch (IOException _) {
            return false; // this machine has no such command
        }
    }
}
