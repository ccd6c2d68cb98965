package io.gitvolumereloader.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gitvolumereloader.agent.git.Selection;
import io.gitvolumereloader.agent.publish.PublishSettings.Mode;
import io.gitvolumereloader.agent.sync.Publisher.Look;
import io.gitvolumereloader.agent.sync.Publisher.Published;
import io.gitvolumereloader.agent.sync.SyncResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A first publish whose files are written while they still arrive. */
class FirstFillTest {
    private static final int FILES = 700;
    private static final String EARLY = ".git-volume-reloader.early";

    @TempDir
    Path scratch;

    private final AtomicInteger early = new AtomicInteger();
    private final AtomicBoolean spoilt = new AtomicBoolean();

    @ParameterizedTest
    @EnumSource(Mode.class)
    void whatArrivesIsWrittenAtOnceAndRight(Mode mode) throws IOException {
        try (var docs = filled(mode);
                var engine = docs.another(() -> {}, () -> count("early writer"))) {
            assertThat(engine.sync().run()).isInstanceOf(SyncResult.Updated.class);
            docs.assertShows("main");
            assertThat(early.get())
                    .as("files written before the fetch was over")
                    .isPositive();
            assertThat(engine.sync().verify(Look.STAT)).isEqualTo(new Published.Unchanged());
            assertThat(engine.sync().verify(Look.CONTENT)).isEqualTo(new Published.Unchanged());

            early.set(0);
            docs.write("pages/1/1.md", "new").push("second");
            assertThat(engine.sync().run()).isInstanceOf(SyncResult.Updated.class);
            docs.assertShows("main");
            assertThat(early.get()).as("files written early later on").isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void whatSomebodyChangesBetweenWritingAndShowingIsNotShown(Mode mode) throws IOException {
        try (var docs = filled(mode);
                var engine = docs.another(() -> spoilOnce(scratch.resolve("volume")))) {
            assertThat(engine.sync().run()).isInstanceOf(SyncResult.Updated.class);
            assertThat(early.get()).as("files spoilt").isPositive();
            docs.assertShows("main");
            assertThat(engine.sync().verify(Look.STAT)).isEqualTo(new Published.Unchanged());
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void aFailureOfItCostsNothing(Mode mode) throws IOException {
        try (var docs = filled(mode);
                var engine = docs.another(() -> {}, () -> {
                    if (count("early writer") && early.get() == 100) {
                        throw new UncheckedIOException(new IOException("no space left on device"));
                    }
                })) {
            assertThat(engine.sync().run()).isInstanceOf(SyncResult.Updated.class);
            assertThat(early.get()).isEqualTo(100);
            docs.assertShows("main");
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void aDeathOfThePublishThatUsesItIsMended(Mode mode) throws IOException {
        try (var docs = filled(mode)) {
            try (var engine = docs.another(() -> {
                if (Thread.currentThread().getName().startsWith("writer") && early.incrementAndGet() == 200) {
                    throw new Death();
                }
            })) {
                assertThatThrownBy(() -> engine.sync().run()).isInstanceOf(Death.class);
            }
            docs.restarted();
            docs.sync();
            docs.assertShows("main");
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void whatADeathLeftOfItIsRemoved(Mode mode) throws IOException {
        try (var docs = filled(mode)) {
            var left = Files.createDirectories(docs.folder.resolve(EARLY).resolve("folder"));
            Files.writeString(left.resolve("file"), "left");
            docs.sync();
            docs.assertShows("main");
        }
        try (var docs = new Docs(Files.createDirectory(scratch.resolve("few")), mode)) {
            var left = Files.createDirectories(docs.folder.resolve(EARLY));
            Files.writeString(left.resolve("file"), "left");
            docs.write("a.md", "a").push("first");
            docs.sync();
            docs.assertShows("main");
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void aFileInItsWayGivesWay(Mode mode) throws IOException {
        try (var docs = filled(mode);
                var engine = docs.another(() -> {}, () -> count("early writer"))) {
            Files.createDirectories(docs.folder);
            Files.createSymbolicLink(docs.folder.resolve(EARLY), scratch);
            assertThat(engine.sync().run()).isInstanceOf(SyncResult.Updated.class);
            docs.assertShows("main");
            assertThat(early.get()).isPositive();
            assertThat(scratch).isDirectory();
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void whereOnlyAPartIsPublishedNothingIsWrittenEarly(Mode mode) throws IOException {
        try (var docs = filled(mode)) {
            var settings = docs.settings();
            docs.reconfigured(new EngineSettings(
                    settings.publish(),
                    new Selection("pages/1", List.of(), List.of()),
                    settings.limits(),
                    settings.timeouts(),
                    settings.credentials()));
            try (var engine = docs.another(() -> {}, () -> count("early writer"))) {
                assertThat(engine.sync().run()).isInstanceOf(SyncResult.Updated.class);
                assertThat(early.get()).isZero();
                assertThat(Docs.entries(docs.shown())).hasSize(70);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void whereFilesAreAlreadyNothingIsWrittenEarly(Mode mode) throws IOException {
        try (var docs = filled(mode)) {
            docs.reconfigured(docs.settings().publish().adopting(true));
            Files.createDirectories(docs.folder);
            Files.writeString(docs.folder.resolve("somebody's"), "file");
            try (var engine = docs.another(() -> {}, () -> count("early writer"))) {
                assertThat(engine.sync().run()).isInstanceOf(SyncResult.Updated.class);
                assertThat(early.get()).isZero();
                docs.assertShows("main");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void itIsTriedOnce(Mode mode) throws IOException {
        try (var docs = filled(mode);
                var engine = docs.another(
                        () -> {
                            if (Thread.currentThread().getName().startsWith("writer")
                                    && early.get() > 0
                                    && early.get() < 1_000_000) {
                                early.set(1_000_000);
                                throw new UncheckedIOException(new IOException("no space left on device"));
                            }
                        },
                        () -> count("early writer"))) {
            assertThat(engine.sync().run()).isInstanceOf(SyncResult.Failed.class);
            assertThat(engine.sync().run()).isInstanceOf(SyncResult.Updated.class);
            assertThat(early.get()).isEqualTo(1_000_000);
            docs.assertShows("main");
        }
    }

    /** Stands for the end of the process. */
    private static final class Death extends Error {
        private static final long serialVersionUID = 1;
    }

    private boolean count(String thread) {
        var isIt = Thread.currentThread().getName().equals(thread);
        if (isIt) {
            early.incrementAndGet();
        }
        return isIt;
    }

    /** When the first file is about to be moved to its place, all that were written are changed. */
    private void spoilOnce(Path volume) {
        if (!Thread.currentThread().getName().startsWith("writer") || spoilt.getAndSet(true)) {
            return;
        }
        try (var files = Files.newDirectoryStream(volume.resolve(EARLY))) {
            for (var file : files) {
                switch (early.getAndIncrement() % 3) {
                    case 0 -> Files.writeString(file, "somebody else's");
                    case 1 -> {
                        Files.deleteIfExists(file); // the other writer may have moved it meanwhile
                        Files.createSymbolicLink(file, scratch);
                    }
                    default -> {
                        Files.deleteIfExists(file); // the other writer may have moved it meanwhile
                        makeFolders(file);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void makeFolders(Path file) throws IOException {
        try {
            Files.createDirectories(file.resolve("folder"));
        } catch (NoSuchFileException _) {
            // The other writer has moved the outer folder before the inner one was made.
        }
    }

    /** Many files, among them some that are alike, equal, empty, large, executable, or links. */
    private Docs filled(Mode mode) throws IOException {
        var docs = new Docs(scratch, mode);
        for (var i = 0; i < FILES; i++) {
            docs.write(
                    "pages/" + i % 10 + "/" + i + ".md", "A page that is like others but for " + i + ".\n".repeat(i));
        }
        docs.write("equal/1.md", "equal").write("equal/2.md", "equal").write("empty.md", "");
        docs.write("large.md", "large ".repeat(30_000)).write("run.sh", "#!/bin/sh\n");
        docs.write("equal/run.sh", "equal");
        for (var script : List.of("run.sh", "equal/run.sh")) {
            Files.setPosixFilePermissions(
                    docs.work.folder().resolve(script), PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        Files.createSymbolicLink(docs.work.folder().resolve("link"), Path.of("equal"));
        docs.push("first");
        docs.bare.run("repack", "-adq");
        return docs;
    }
}
