package io.gitvolumereloader.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gitvolumereloader.agent.publish.PublishSettings.Mode;
import io.gitvolumereloader.agent.sync.SyncResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The agent dies at each single step that it takes in the file system, is started again, and all is well. */
class DeathAtEveryStepTest {
    private static final int DOUBLE_DEATHS = 60;

    @TempDir
    Path scratch;

    /** The process has ended: nothing that it would still have done happens. */
    private static final class Death extends Error {
        private static final long serialVersionUID = 1;
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void deathAtAnyStepOfAPublishIsMendedAtTheNextStart(Mode mode) throws IOException {
        try (var docs = twoRevisions(mode)) {
            var old = revision(docs, "old");
            var now = revision(docs, "new");
            var steps = stepsOfAPublish(docs, old, now);
            assertThat(steps).as("steps of a publish").isGreaterThan(20);
            for (var step = 1; step <= steps; step++) {
                show(docs, old);
                point(docs, now);
                dieAt(docs, step, false);
                assertOldOrNew(docs, old, now, "after the death at step " + step);
                start(docs, now, "after the death at step " + step);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void deathAtAnyStepOfAPublishIsMendedAlsoWhereLocalChangesStay(Mode mode) throws IOException {
        try (var docs = twoRevisions(mode)) {
            docs.reconfigured(docs.settings().publish().repairing(false));
            var old = revision(docs, "old");
            var now = revision(docs, "new");
            var steps = stepsOfAPublish(docs, old, now);
            for (var step = 1; step <= steps; step++) {
                show(docs, old);
                point(docs, now);
                dieAt(docs, step, false);
                start(docs, now, "after the death at step " + step);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void deathAtAnyStepOfTheFirstFillIsMendedAtTheNextStart(Mode mode) throws IOException {
        try (var docs = twoRevisions(mode)) {
            var now = revision(docs, "new");
            docs.stop();
            for (var step = 1; firstFillDies(docs, step); step++) {
                start(docs, now, "after the death at step " + step);
            }
            docs.assertShows(now);
        }
    }

    /** Whether the agent took so many steps in a new volume. */
    private static boolean firstFillDies(Docs docs, int step) throws IOException {
        for (var folder : new Path[] {docs.folder, docs.state}) {
            if (Files.exists(folder)) {
                Docs.delete(folder);
            }
        }
        var steps = new AtomicInteger();
        try (var engine = docs.another(() -> {
            if (steps.incrementAndGet() >= step) {
                throw new Death();
            }
        })) {
            life(engine);
            return false;
        } catch (Death _) {
            return true;
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void deathWhileADeathIsMendedIsMendedToo(Mode mode) throws IOException {
        var seed = new Random().nextLong();
        var random = new Random(seed);
        try (var docs = twoRevisions(mode)) {
            var old = revision(docs, "old");
            var now = revision(docs, "new");
            var steps = stepsOfAPublish(docs, old, now);
            for (var i = 0; i < DOUBLE_DEATHS; i++) {
                show(docs, old);
                point(docs, now);
                dieAt(docs, 1 + random.nextInt(steps), false);
                dieAt(docs, 1 + random.nextInt(steps), true);
                assertOldOrNew(docs, old, now, "seed " + seed);
                start(docs, now, "seed " + seed);
            }
        }
    }

    private Docs twoRevisions(Mode mode) throws IOException {
        var docs = new Docs(scratch, mode);
        docs.write("stays.md", "stays\n").write("changes.md", "old\n").write("goes.md", "old\n");
        docs.write("file-to-folder", "old\n").write("folder-to-file/inside.md", "old\n");
        docs.write("folder/deep/goes.md", "old\n").write("folder/stays.md", "stays\n");
        docs.write("link-to-file", "old\n").write("guide/page.md", "old\n").write("run.sh", "#!/bin/sh\n");
        docs.push("old");
        docs.work.run("branch", "old");
        docs.work.run(
                "rm", "-r", "--quiet", "goes.md", "file-to-folder", "folder-to-file", "folder/deep", "link-to-file");
        docs.write("changes.md", "new\n").write("comes/deep/page.md", "new\n").write("guide/page.md", "new\n");
        docs.write("file-to-folder/inside.md", "new\n").write("folder-to-file", "new\n");
        Files.createSymbolicLink(docs.work.folder().resolve("link-to-file"), Path.of("changes.md"));
        docs.work.run("update-index", "--chmod=+x", "run.sh");
        docs.push("new");
        docs.work.run("branch", "new");
        docs.work.run("push", "--quiet", "origin", "old", "new");
        return docs;
    }

    private static String revision(Docs docs, String branch) {
        return docs.bare.run("rev-parse", branch);
    }

    private static void point(Docs docs, String commit) {
        docs.bare.run("update-ref", "refs/heads/main", commit);
    }

    private static void show(Docs docs, String commit) throws IOException {
        point(docs, commit);
        start(docs, commit, "at the beginning");
    }

    /** A start that nothing disturbs. */
    private static void start(Docs docs, String commit, String when) throws IOException {
        var engine = docs.restarted();
        engine.sync().restore();
        assertThat(engine.sync().run()).as(when).isNotInstanceOf(SyncResult.Failed.class);
        docs.assertShows(commit);
        docs.stop();
    }

    private static int stepsOfAPublish(Docs docs, String old, String now) throws IOException {
        show(docs, old);
        point(docs, now);
        var steps = new AtomicInteger();
        try (var engine = docs.another(steps::incrementAndGet)) {
            engine.sync().restore();
            engine.sync().run();
            engine.sync().tidy(() -> false);
        }
        return steps.get();
    }

    private static void dieAt(Docs docs, int step, boolean mayLive) {
        var steps = new AtomicInteger();
        try (var engine = docs.another(() -> {
            if (steps.incrementAndGet() >= step) {
                throw new Death();
            }
        })) {
            if (mayLive) {
                try {
                    life(engine);
                } catch (Death _) {
                    // Or it had less to do this time.
                }
            } else {
                assertThatThrownBy(() -> life(engine)).isInstanceOf(Death.class);
            }
        }
    }

    private static void life(Engine engine) {
        engine.sync().restore();
        engine.sync().run();
        engine.sync().tidy(() -> false);
    }

    /** In place each file is of one of the two revisions; behind a link all of them are of the same. */
    private static void assertOldOrNew(Docs docs, String old, String now, String when) throws IOException {
        var before = docs.archive(old);
        var after = docs.archive(now);
        var shown = Docs.entries(docs.shown());
        if (docs.settings().publish().mode() == Mode.SNAPSHOT) {
            assertThat(shown).as(when).isIn(before, after);
            return;
        }
        for (var file : shown.entrySet()) {
            if (!file.getKey().startsWith(".git-volume-reloader.")
                    && !file.getValue().equals("folder")) {
                assertThat(file.getValue()).as(file.getKey() + " " + when).isIn(of(file.getKey(), before, after));
            }
        }
        assertThat(Files.exists(docs.folder.resolve("stays.md"), LinkOption.NOFOLLOW_LINKS))
                .as(when)
                .isTrue();
    }

    private static Object[] of(String path, Map<String, String> before, Map<String, String> after) {
        return new Object[] {before.get(path), after.get(path)};
    }
}
