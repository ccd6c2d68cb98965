package io.gitvolumereloader.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gitvolumereloader.agent.git.GitRevisions;
import io.gitvolumereloader.agent.git.Store;
import io.gitvolumereloader.agent.publish.InPlacePublisher;
import io.gitvolumereloader.agent.sync.SyncResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

            try (var store = new Store(docs.state.resolve("store"));
                    var second = new InPlacePublisher(new GitRevisions(store), docs.folder, docs.state, false)) {
                assertThat(second.refusal())
                        .hasValueSatisfying(text -> assertThat(text).contains("another agent"));
                docs.stop();
                assertThat(second.refusal()).isEmpty();
            }
        }
    }

    @Test
    void refusesFoldersInOneAnother() throws IOException {
        try (var store = new Store(scratch.resolve("volume/state/store"));
                var publisher = new InPlacePublisher(
                        new GitRevisions(store), scratch.resolve("volume"), scratch.resolve("volume/state"), false)) {
            assertThat(publisher.refusal())
                    .hasValueSatisfying(text -> assertThat(text).contains("in one another"));
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
                assertThat(reason(docs.sync())).contains("Could not use the state folder", docs.state.toString());
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
                Files.setPosixFilePermissions(folder, Set.of());
            }
        }

        @Override
        public void close() throws IOException {
            if (byAttribute) {
                run("chattr", "-i", folder.toString());
            } else {
                Files.setPosixFilePermissions(
                        folder, java.util.EnumSet.allOf(java.nio.file.attribute.PosixFilePermission.class));
            }
        }

        private static boolean run(String... command) throws IOException {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
            return process.onExit().orTimeout(10, TimeUnit.SECONDS).join().exitValue() == 0;
        }
    }
}
