package io.gitvolumereloader.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.gitvolumereloader.agent.publish.PublishSettings.Mode;
import io.gitvolumereloader.agent.sync.Publisher.Look;
import io.gitvolumereloader.agent.sync.SyncResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
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

/** Somebody in the volume replaces folders by links to elsewhere while the agent publishes. */
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
@ParameterizedClass
@EnumSource(Mode.class)
class FolderReplacedByLinkTest {
    @TempDir
    Path scratch;

    private final Mode mode;
    private Attack attack;

    FolderReplacedByLinkTest(Mode mode) {
        this.mode = mode;
    }

    @BeforeEach
    void start() throws IOException {
        attack = new Attack(scratch, mode);
    }

    @AfterEach
    void end() {
        attack.close();
    }

    @Test
    void nothingIsWrittenThroughALinkThatSomebodyPutsThereAtAnyStep() throws IOException {
        attack.keepLinks();
        attack.docs
                .write("guide/start.md", "old\n")
                .write("guide/deep/page.md", "old\n")
                .write("stays.md", "x\n");
        attack.docs.push("old");
        attack.docs.work.run("branch", "old");
        attack.docs
                .write("guide/start.md", "new\n")
                .write("guide/deep/page.md", "new\n")
                .write("guide/more.md", "new\n");
        attack.docs.work.run("rm", "--quiet", "guide/end.md");
        attack.docs.push("new");
        attack.docs.work.run("push", "--quiet", "origin", "old", "HEAD:new");
        var step = 1;
        while (isDisturbedAt(step)) {
            step++;
        }
        assertThat(step).as("steps of a publish").isGreaterThan(10);
    }

    /** Whether a publish takes so many steps. */
    private boolean isDisturbedAt(int step) throws IOException {
        attack.docs.bare.run("update-ref", "refs/heads/main", "old");
        var engine = attack.docs.restarted();
        engine.sync().restore();
        assertThat(engine.sync().run()).isNotInstanceOf(SyncResult.Failed.class);
        attack.docs.assertShows("old");
        attack.docs.stop();

        attack.docs.bare.run("update-ref", "refs/heads/main", "new");
        var steps = new int[1];
        try (var disturbed = attack.docs.another(() -> {
            if (++steps[0] == step) {
                replaceFoldersByLinks(attack.docs.folder);
            }
        })) {
            disturbed.sync().restore();
            disturbed.sync().run();
            disturbed.sync().tidy(() -> false);
            attack.assertOutsideIsUntouched();
            disturbed.sync().run();
            disturbed.sync().verify(Look.STAT);
            attack.docs.assertShows("new");
            attack.assertOutsideIsUntouched();
        }
        return steps[0] >= step;
    }

    /** Every folder called guide or deep, wherever it is, becomes a link to the attack.outside. */
    private void replaceFoldersByLinks(Path top) {
        try (var found = Files.walk(top)) {
            for (var folder : found.filter(each -> each.endsWith("guide") || each.endsWith("deep"))
                    .filter(each -> Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS))
                    .toList()) {
                if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                    Files.move(
                            folder, Files.createTempDirectory(scratch, "taken").resolve("away"));
                    Files.createSymbolicLink(folder, attack.outside);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
