package io.gitvolumereloader.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.gitvolumereloader.agent.publish.PublishSettings.Mode;
import io.gitvolumereloader.agent.sync.Publisher.Look;
import io.gitvolumereloader.agent.sync.Publisher.Published;
import io.gitvolumereloader.agent.sync.SyncResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever happens to the volume and to the agent's books: it ends as the tip, without a human. */
class RightAfterAnythingTest {
    @TempDir
    Path scratch;

    @ParameterizedTest
    @EnumSource(Mode.class)
    void localChangesAreMendedAtStart(Mode mode) throws IOException {
        try (var docs = published(mode)) {
            vandalize(docs);

            assertThat(docs.restarted().sync().restore()).isPresent();

            docs.assertShows("main");
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void localChangesAreFoundAtASafetyPollBySizeAndTime(Mode mode) throws IOException {
        try (var docs = published(mode)) {
            assertThat(docs.engine().sync().verify(Look.STAT)).isEqualTo(new Published.Unchanged());
            vandalize(docs);

            assertThat(docs.engine().sync().verify(Look.STAT)).isInstanceOf(Published.Updated.class);

            docs.assertShows("main");
            assertThat(docs.engine().sync().verify(Look.STAT)).isEqualTo(new Published.Unchanged());
            assertNextPushIsPublished(docs);
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void eachSingleLocalChangeIsFound(Mode mode) throws IOException {
        try (var docs = published(mode)) {
            for (var change : changes()) {
                change.in(docs.shown().toRealPath());
                assertThat(docs.engine().sync().verify(Look.STAT)).isInstanceOf(Published.Updated.class);
                docs.assertShows("main");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void changedContentOfTheSameSizeAndTimeIsFoundOnDemand(Mode mode) throws IOException {
        try (var docs = published(mode)) {
            var page = docs.shown().resolve("guide/start.md");
            var time = Files.getLastModifiedTime(page);
            try (var file = Files.newByteChannel(page, StandardOpenOption.WRITE)) {
                file.write(java.nio.ByteBuffer.wrap("stArt".getBytes(StandardCharsets.UTF_8)));
            }
            Files.setLastModifiedTime(page, time);
            assertThat(docs.engine().sync().verify(Look.STAT)).isEqualTo(new Published.Unchanged());

            assertThat(docs.engine().sync().verify(Look.CONTENT)).isInstanceOf(Published.Updated.class);

            docs.assertShows("main");
            docs.engine().sync().tidy(() -> false);
            assertNextPushIsPublished(docs);
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void aTouchedFileIsReadAndLeftAlone(Mode mode) throws IOException {
        try (var docs = published(mode)) {
            Files.setLastModifiedTime(docs.shown().resolve("index.md"), java.nio.file.attribute.FileTime.fromMillis(1));

            assertThat(docs.engine().sync().verify(Look.STAT)).isEqualTo(new Published.Unchanged());

            assertThat(docs.engine().sync().verify(Look.STAT)).isEqualTo(new Published.Unchanged());
            docs.assertShows("main");
            assertNextPushIsPublished(docs);
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void localChangesStayWhereThatIsWanted(Mode mode) throws IOException {
        try (var docs = published(mode)) {
            docs.reconfigured(docs.settings().publish().repairing(false));
            docs.sync();
            Files.writeString(docs.shown().resolve("guide/start.md"), "mine\n");

            assertThat(docs.engine().sync().verify(Look.STAT)).isEqualTo(new Published.Unchanged());
            assertThat(docs.engine().sync().verify(Look.CONTENT))
                    .isInstanceOfSatisfying(
                            Published.Failed.class,
                            failed -> assertThat(failed.reason()).contains("agent.local-changes=keep"));
            docs.restarted().sync().restore();
            docs.write("index.md", "# Third\n").push("another file");
            assertUpdated(docs.sync());
            assertThat(docs.shown().resolve("index.md")).hasContent("# Third\n");
            assertThat(docs.shown().resolve("guide/start.md")).hasContent("mine\n");

            docs.write("guide/start.md", "theirs\n").push("the same file");
            assertUpdated(docs.sync());
            docs.assertShows("main");
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void anyGarbledFileOfTheStateIsHealed(Mode mode) throws IOException {
        var random = new Random(7);
        try (var docs = published(mode)) {
            for (var file : files(docs.state)) {
                for (var damage : Damage.values()) {
                    damage.to(file, random);
                    assertNextPushIsPublished(docs, damage + " " + file);
                    damage.to(file, random);
                    docs.restarted().sync().restore();
                    assertNextPushIsPublished(docs, damage + " " + file + ", and a restart");
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void anotherFolderOfTheRepositoryIsPublishedAfterARestart(Mode mode) throws IOException {
        try (var docs = published(mode)) {
            docs.reconfigured(
                    docs.settings().with(new io.gitvolumereloader.agent.git.Selection("guide", List.of(), List.of())));
            docs.engine().sync().restore();
            assertThat(docs.sync()).isNotInstanceOf(SyncResult.Failed.class);
            assertThat(docs.shown()).isDirectoryContaining("glob:**/start.md");
            assertThat(docs.shown().resolve("index.md")).doesNotExist();

            docs.write("index.md", "elsewhere\n").push("outside of the folder");
            assertThat(docs.sync()).isInstanceOfSatisfying(SyncResult.Updated.class, updated -> {
                assertThat(updated.written()).isZero();
                assertThat(updated.removed()).isZero();
            });
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void theOtherModeTakesOverAfterARestart(Mode mode) throws IOException {
        try (var docs = published(mode)) {
            for (var other : List.of(Mode.SNAPSHOT, Mode.IN_PLACE, Mode.SNAPSHOT)) {
                docs.reconfigured(docs.settings().publish().with(other));
                docs.engine().sync().restore();
                assertThat(docs.sync()).isNotInstanceOf(SyncResult.Failed.class);
                docs.assertShows("main");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void exchangedFolderIsTouchedByNoLookAtItAndByNoTidying(Mode mode) throws IOException {
        try (var docs = published(mode)) {
            var work = List.<Runnable>of(
                    () -> docs.engine().sync().verify(Look.STAT),
                    () -> docs.engine().sync().verify(Look.CONTENT),
                    () -> docs.engine().sync().tidy(() -> false),
                    docs::sync);
            Files.move(docs.folder, scratch.resolve("moved away"));
            Files.createDirectories(docs.folder.resolve("photos"));
            Files.writeString(docs.folder.resolve("photos/only.jpg"), "the only copy");
            var before = Docs.entries(docs.folder);
            for (var each : work) {
                each.run();
                assertThat(Docs.entries(docs.folder)).isEqualTo(before);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void mendingThatFailedIsTriedAgain(Mode mode) throws IOException {
        try (var docs = published(mode)) {
            var deaths = new java.util.concurrent.atomic.AtomicInteger();
            docs.stop();
            try (var engine = docs.another(() -> {
                if (deaths.getAndDecrement() == 1) {
                    throw new java.io.UncheckedIOException(new IOException("no room, say"));
                }
            })) {
                engine.sync().restore();
                Files.delete(docs.shown().toRealPath().resolve("guide/deep/end.md"));
                deaths.set(2);
                assertThat(engine.sync().verify(Look.STAT)).isInstanceOf(Published.Failed.class);

                engine.sync().restore();
                engine.sync().run();
                engine.sync().verify(Look.STAT);
                docs.assertShows("main");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void pushThatEmptiesADamagedFolderDoesNotHideTheDamage(Mode mode) throws IOException {
        try (var docs = published(mode)) {
            docs.write("two/a.md", "a\n").write("two/b.md", "b\n").push("two");
            assertUpdated(docs.sync());
            docs.engine().sync().tidy(() -> false);
            Files.delete(docs.shown().toRealPath().resolve("two/b.md"));
            docs.work.run("rm", "--quiet", "two/a.md");
            docs.push("one");
            assertUpdated(docs.sync());

            docs.engine().sync().verify(Look.STAT);

            docs.assertShows("main");
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void changedSettingsCountAlsoWhereLocalChangesStay(Mode mode) throws IOException {
        try (var docs = published(mode)) {
            docs.reconfigured(docs.settings().publish().repairing(false));
            docs.sync();
            for (var other : List.of(Mode.SNAPSHOT, Mode.IN_PLACE, mode)) {
                docs.reconfigured(docs.settings().publish().with(other));
                docs.engine().sync().restore();
                docs.sync();
                docs.assertShows("main");
            }
            docs.reconfigured(
                    docs.settings().with(new io.gitvolumereloader.agent.git.Selection("guide", List.of(), List.of())));
            docs.engine().sync().restore();
            docs.sync();
            assertThat(docs.shown().resolve("index.md")).doesNotExist();
            assertThat(docs.shown().resolve("start.md")).hasContent("Start");
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void storeThatWasHalfMadeIsMadeAnew(Mode mode) throws IOException {
        try (var docs = published(mode)) {
            for (var half :
                    List.of("refs", "refs/heads", "refs/tags", "objects", "objects/pack", "objects/info", "logs")) {
                docs.stop();
                Docs.delete(docs.state.resolve("store"));
                Files.createDirectories(docs.state.resolve("store").resolve(half));
                docs.restarted().sync().restore();
                assertNextPushIsPublished(docs, half);
            }
        }
    }

    private Docs published(Mode mode) throws IOException {
        var docs = new Docs(scratch, mode);
        docs.write("index.md", "# First\n").write("guide/start.md", "Start\n").write("guide/deep/end.md", "End\n");
        docs.write("run.sh", "#!/bin/sh\n").write("gone.md", "x\n");
        Files.createSymbolicLink(docs.work.folder().resolve("link.md"), Path.of("guide/start.md"));
        docs.push("first");
        assertUpdated(docs.sync());
        docs.engine().sync().tidy(() -> false);
        docs.write("index.md", "# Second\n").push("second");
        assertUpdated(docs.sync());
        docs.engine().sync().tidy(() -> false);
        return docs;
    }

    private interface LocalChange {
        void in(Path folder) throws IOException;
    }

    private static List<LocalChange> changes() {
        var changes = new ArrayList<LocalChange>();
        changes.add(folder -> Files.writeString(folder.resolve("index.md"), "mine\n"));
        changes.add(folder -> Files.delete(folder.resolve("gone.md")));
        changes.add(folder -> Files.writeString(folder.resolve("guide/stray.md"), "mine\n"));
        changes.add(folder -> Files.createDirectories(folder.resolve("guide/empty")));
        changes.add(folder -> {
            Files.delete(folder.resolve("guide/deep/end.md"));
            Files.delete(folder.resolve("guide/deep"));
        });
        changes.add(folder ->
                Files.setPosixFilePermissions(folder.resolve("run.sh"), PosixFilePermissions.fromString("rwxr-xr-x")));
        changes.add(folder -> {
            Files.delete(folder.resolve("link.md"));
            Files.createSymbolicLink(folder.resolve("link.md"), Path.of("index.md"));
        });
        changes.add(folder -> {
            Files.delete(folder.resolve("index.md"));
            Files.createDirectories(folder.resolve("index.md/inside"));
        });
        changes.add(folder -> {
            Files.move(folder.resolve("guide"), folder.resolve("moved"));
            Files.createSymbolicLink(folder.resolve("guide"), Path.of("moved"));
        });
        return changes;
    }

    private static void vandalize(Docs docs) throws IOException {
        for (var change : changes()) {
            change.in(docs.shown().toRealPath());
        }
    }

    private enum Damage {
        EMPTIED,
        HALVED,
        GARBLED,
        REMOVED;

        void to(Path file, Random random) throws IOException {
            if (!Files.exists(file)) {
                return;
            }
            file.toFile().setWritable(true);
            var content = Files.readAllBytes(file);
            switch (this) {
                case EMPTIED -> Files.write(file, new byte[0]);
                case HALVED -> Files.write(file, java.util.Arrays.copyOf(content, content.length / 2));
                case GARBLED -> {
                    random.nextBytes(content);
                    Files.write(file, content);
                }
                case REMOVED -> Files.delete(file);
            }
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith("lock"))
                    .toList();
        }
    }

    private static int pushes;

    private static void assertNextPushIsPublished(Docs docs) throws IOException {
        assertNextPushIsPublished(docs, "");
    }

    private static void assertNextPushIsPublished(Docs docs, String when) throws IOException {
        docs.write("guide/news.md", "news " + ++pushes + "\n").push("news");
        var result = docs.sync();
        if (result instanceof SyncResult.Failed) {
            // The loop tries again by itself.
            result = docs.sync();
        }
        assertThat(result).as(when).isInstanceOf(SyncResult.Updated.class);
        docs.assertShows("main", when);
    }

    private static void assertUpdated(SyncResult result) {
        assertThat(result).isInstanceOf(SyncResult.Updated.class);
    }
}
