package io.gitvolumereloader.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.gitvolumereloader.agent.publish.PublishSettings.Mode;
import io.gitvolumereloader.agent.sync.Publisher.Look;
import io.gitvolumereloader.agent.sync.SyncResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What somebody who may write into the volume can do to the link and the trees behind it: nothing outside is touched,
 * no sync ends for good, and what is shown becomes right again.
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class SnapshotsUnderAttackTest {
    private static final String TREES = ".git-volume-reloader.trees";

    @TempDir
    Path scratch;

    private Vandals vandals;

    @BeforeEach
    void start() throws IOException {
        vandals = new Vandals(scratch, Mode.SNAPSHOT);
    }

    @AfterEach
    void end() {
        vandals.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", ".", "../..", "../../outside", "", "next", "no such tree"})
    void linkThatLeadsSomewhereElseIsPutRight(String target) throws IOException {
        lead(target);
        vandals.assertHeals();

        lead(target);
        vandals.docs.restarted().sync().restore();
        vandals.docs.assertShows("main");
        vandals.assertHeals();
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "link", "nothing"})
    void treesThatSomebodyReplacedAreMadeAnew(String by) throws IOException {
        vandals.replace(vandals.docs.folder.resolve(TREES), by);
        vandals.assertHeals();

        vandals.replace(vandals.docs.folder.resolve(TREES), by);
        vandals.docs.restarted().sync().restore();
        vandals.docs.assertShows("main");
        vandals.assertHeals();
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "link", "nothing"})
    void spareTreeThatSomebodyReplacedIsMadeAnew(String by) throws IOException {
        vandals.replace(vandals.docs.folder.resolve(TREES).resolve("next"), by);
        vandals.assertHeals();

        vandals.push();
        vandals.docs.sync();
        vandals.replace(vandals.docs.folder.resolve(TREES).resolve("next"), by);
        vandals.docs.engine().sync().tidy(() -> false);
        vandals.assertHeals();
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "link", "nothing"})
    void shownTreeThatSomebodyReplacedIsMadeAnew(String by) throws IOException {
        vandals.push();
        vandals.docs.sync();
        vandals.replace(vandals.docs.shown().toRealPath(), by);
        vandals.docs.engine().sync().tidy(() -> false);
        vandals.docs.engine().sync().verify(Look.STAT);
        vandals.docs.assertShows("main");
        vandals.assertHeals();
    }

    @Test
    void fileThatSomebodyChangesWhileTheSpareTreeCatchesUpIsNoticed() throws IOException {
        vandals.docs.stop();
        var pushed = new boolean[1];
        var changes = new int[1];
        try (var agent = vandals.docs.another(() -> {
            if (pushed[0]
                    && changes[0] == 0
                    && Files.exists(vandals.docs.shown().resolve("guide/start.md"))) {
                write(vandals.docs.shown().resolve("guide/start.md"), "Changed by hand\n");
                changes[0]++;
            }
        })) {
            agent.sync().restore();
            agent.sync().run();
            agent.sync().tidy(() -> false);
            vandals.docs.write("guide/start.md", "Published\n").write("guide/end.md", "Published\n");
            vandals.docs.push("guide");
            assertThat(agent.sync().run()).isInstanceOf(SyncResult.Updated.class);
            pushed[0] = true;
            agent.sync().tidy(() -> false);
            assertThat(changes[0]).isEqualTo(1);
            vandals.docs.write("other.md", "Other\n").push("other");
            assertThat(agent.sync().run()).isInstanceOf(SyncResult.Updated.class);

            agent.sync().verify(Look.STAT);
            vandals.docs.assertShows("main");
        }
    }

    private void lead(String target) throws IOException {
        Files.delete(vandals.docs.folder.resolve("current"));
        Files.createSymbolicLink(vandals.docs.folder.resolve("current"), Path.of(TREES + "/" + target));
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
