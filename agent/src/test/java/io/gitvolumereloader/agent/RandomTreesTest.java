package io.gitvolumereloader.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.gitvolumereloader.agent.publish.PublishSettings.Mode;
import io.gitvolumereloader.agent.sync.SyncResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Random sequences of random trees; what is published equals {@code git archive} after each. */
class RandomTreesTest {
    private static final int SEQUENCES = 5;
    private static final int REVISIONS = 40;

    @TempDir
    Path scratch;

    @ParameterizedTest
    @EnumSource(Mode.class)
    void whateverIsPublishedEqualsGitArchive(Mode mode) throws IOException {
        for (var sequence = 0; sequence < SEQUENCES; sequence++) {
            var seed = new Random().nextLong();
            var story = new StringBuilder("seed " + seed);
            try (var docs = new Docs(scratch.resolve("sequence " + sequence), mode)) {
                play(docs, new Random(seed), story);
            } catch (AssertionError e) {
                throw new AssertionError(mode + ", " + story, e);
            }
        }
    }

    private static void play(Docs docs, Random random, StringBuilder story) throws IOException {
        var tree = new RandomTree(random);
        for (var revision = 0; revision < REVISIONS; revision++) {
            var commit = tree.change(revision == 0 ? 60 : 12).commit(docs.bare, "main");
            story.append("\n").append(commit);
            assertThat(docs.sync()).isNotInstanceOf(SyncResult.Failed.class);
            docs.assertShows(commit);
            switch (random.nextInt(6)) {
                case 0 -> {
                    story.append(" tidied");
                    docs.engine().sync().tidy(() -> false);
                    docs.assertShows(commit);
                }
                case 1 -> {
                    story.append(" restarted");
                    docs.restarted().sync().restore();
                    docs.assertShows(commit);
                }
                default -> {}
            }
        }
    }
}
