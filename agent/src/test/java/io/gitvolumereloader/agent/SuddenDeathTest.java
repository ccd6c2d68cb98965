package io.gitvolumereloader.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.gitvolumereloader.agent.publish.PublishSettings.Mode;
import io.gitvolumereloader.agent.sync.SyncResult;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Real processes that are killed ({@code kill -9}) at random moments of fetching and publishing. */
class SuddenDeathTest {
    private static final int DEATHS = 150;
    private static final int REVISIONS = 6;
    private static final int LONGEST_LIFE_MILLIS = 250;

    @TempDir
    Path scratch;

    @ParameterizedTest
    @EnumSource(Mode.class)
    void whateverASuddenDeathLeavesIsMendedAtTheNextStart(Mode mode) throws Exception {
        var seed = new Random().nextLong();
        var random = new Random(seed);
        try (var docs = new Docs(scratch, mode)) {
            var commits = revisions(docs, random);
            docs.stop();
            for (var death = 1; death <= DEATHS; death++) {
                live(docs, commits, random.nextInt(LONGEST_LIFE_MILLIS));
                var when = mode + ", seed " + seed + ", death " + death;

                var engine = docs.restarted();
                engine.sync().restore();
                assertThat(engine.sync().run()).as(when).isNotInstanceOf(SyncResult.Failed.class);

                docs.assertShows("main", when);
                docs.stop();
            }
        }
    }

    private static List<String> revisions(Docs docs, Random random) {
        var commits = new ArrayList<String>();
        var tree = new RandomTree(random).change(200);
        for (var i = 0; i < REVISIONS; i++) {
            commits.add(tree.change(40).commit(docs.bare, "revision-" + i));
        }
        docs.bare.run("update-ref", "refs/heads/main", commits.getFirst());
        return commits;
    }

    /** One life of a process, which ends some milliseconds after it began its work. */
    private static void live(Docs docs, List<String> commits, int millis) throws Exception {
        var settings = docs.settings().publish();
        var command = Stream.concat(
                        Stream.of(
                                Path.of(System.getProperty("java.home"), "bin/java")
                                        .toString(),
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-Xmx64m",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                RestlessEngine.class.getName(),
                                docs.server.url("docs.git").toString(),
                                docs.bare.folder().toString(),
                                settings.folder().toString(),
                                settings.state().toString(),
                                settings.mode().name()),
                        commits.stream())
                .toList();
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(out.readLine()).isEqualTo("ready");
            var _ = process.waitFor(millis, TimeUnit.MILLISECONDS);
            assertThat(process.isAlive()).as("it lives until it is killed").isTrue();
        } finally {
            process.destroyForcibly().waitFor();
        }
    }
}
