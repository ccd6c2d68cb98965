package io.gitvolumereloader.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.gitvolumereloader.agent.publish.PublishSettings.Mode;
import io.gitvolumereloader.agent.sync.Publisher.Look;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What somebody who may write into the volume can do to harm the agent: nothing outside is touched, no sync ends for
 * good, and what is shown becomes right again.
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
@ParameterizedClass
@EnumSource(Mode.class)
class VolumeAsAttackerTest {
    private static final int DEPTH_AT_ONCE = 500;

    @TempDir
    Path scratch;

    private final Mode mode;
    private Vandals vandals;

    VolumeAsAttackerTest(Mode mode) {
        this.mode = mode;
    }

    @BeforeEach
    void start() throws IOException {
        vandals = new Vandals(scratch, mode);
    }

    @AfterEach
    void end() {
        vandals.close();
    }

    @Test
    void volumeThatSomebodyClearsIsFilledAgain() throws IOException {
        clear();
        vandals.docs.engine().sync().tidy(() -> false);
        vandals.docs.engine().sync().verify(Look.STAT);
        vandals.docs.assertShows("main");

        clear();
        vandals.assertHeals();
    }

    @Test
    void veryDeepFoldersThatSomebodyMadeAreRemoved() throws IOException {
        nest(vandals.docs.shown().resolve("guide"), 6_000);
        vandals.assertHeals();

        nest(vandals.docs.shown().resolve("guide"), 6_000);
        vandals.docs.restarted().sync().restore();
        vandals.docs.assertShows("main");
        vandals.assertHeals();
    }

    @Test
    void hugeFileInPlaceOfAPublishedOneIsReplacedWithoutBeingRead() throws IOException {
        try (var file =
                new RandomAccessFile(vandals.docs.shown().resolve("index.md").toFile(), "rw")) {
            file.setLength(4L << 40);
        }
        vandals.docs.engine().sync().verify(Look.STAT);
        vandals.docs.assertShows("main");
        vandals.assertHeals();
    }

    @Test
    void pipeInPlaceOfAPublishedFileIsReplacedWithoutBeingRead() throws IOException {
        var page = vandals.docs.shown().toRealPath().resolve("index.md");
        Files.delete(page);
        assertThat(new ProcessBuilder("mkfifo", page.toString())
                        .start()
                        .onExit()
                        .join()
                        .exitValue())
                .isZero();
        vandals.docs.engine().sync().verify(Look.CONTENT);
        vandals.docs.assertShows("main");
        vandals.assertHeals();
    }

    private void clear() throws IOException {
        try (var entries = Files.newDirectoryStream(vandals.docs.folder)) {
            for (var entry : entries) {
                vandals.replace(entry, "nothing");
            }
        }
    }

    /** Makes folders in one another, from the innermost: the path of all of them is too long for any call. */
    private void nest(Path folder, int depth) throws IOException {
        var made =
                Files.createDirectory(Files.createTempDirectory(scratch, "nest").resolve("d"));
        for (var done = 1; done < depth; done += DEPTH_AT_ONCE) {
            var top = made.resolveSibling("top");
            var innermost = Files.createDirectories(top.resolve("d/".repeat(DEPTH_AT_ONCE - 1)));
            Files.move(made, innermost.resolve("d"));
            Files.move(top, made);
        }
        Files.move(made, folder.resolve("d"));
    }
}
