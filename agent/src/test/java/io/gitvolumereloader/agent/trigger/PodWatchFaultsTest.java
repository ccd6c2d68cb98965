package io.gitvolumereloader.agent.trigger;

import static io.gitvolumereloader.agent.trigger.Watching.PATIENCE;
import static io.gitvolumereloader.agent.trigger.Watching.push;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gitvolumereloader.agent.testing.BadLine;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each fault of the network between agent and API server: the push of after it arrives, without a restart. */
class PodWatchFaultsTest {
    private static final String PUSH = Watching.KEYS.push();
    private static final Duration SHORT = Duration.ofMillis(500);

    private final ScriptedApi api = new ScriptedApi();
    private final BadLine line = new BadLine(api.port());

    @BeforeEach
    void createPod() {
        api.create("uid-1", Map.of(PUSH, push("first")));
    }

    @AfterEach
    void end() {
        line.close();
        api.close();
    }

    @Test
    void survivesAReset() {
        try (var watching = seeing(Watching.at(line.port()))) {
            line.cut();
            api.annotate(PUSH, push("second"));

            awaitSecond(watching);
            assertThat(watching.state().reconnects()).isEqualTo(1);
            assertThat(watching.state().lastReason()).contains("API server");
        }
    }

    @Test
    void survivesAnOrderlyEndOfTheConnection() {
        try (var watching = seeing(Watching.at(line.port()))) {
            line.end();
            api.annotate(PUSH, push("second"));

            awaitSecond(watching);
            assertThat(watching.state().reconnects()).isEqualTo(1);
        }
    }

    @Test
    void survivesAConnectionThatDiesSilently() {
        try (var watching = seeing(Watching.at(line.port(), SHORT))) {
            line.stall();
            api.annotate(PUSH, push("second"));

            awaitSecond(watching);
            assertThat(watching.state().lastReason()).contains("sent nothing for 500 ms", "bookmark");
        }
    }

    @Test
    void survivesALineThatSwallowsNewConnectionsToo() {
        try (var watching = seeing(Watching.at(line.port(), SHORT))) {
            line.swallowAll();
            api.annotate(PUSH, push("second"));
            await().atMost(PATIENCE).until(() -> line.accepted() > 2);

            line.restore();

            awaitSecond(watching);
        }
    }

    @Test
    void survivesRefusedConnections() {
        try (var watching = seeing(Watching.at(line.port()))) {
            line.refuse();
            api.annotate(PUSH, push("second"));
            await().atMost(PATIENCE)
                    .until(() -> String.valueOf(watching.state().lastReason()).contains("can't be reached"));
            assertThat(watching.sees()).isFalse();

            line.restore();

            awaitSecond(watching);
            assertThat(watching.sees()).isTrue();
        }
    }

    @Test
    void waitsForAnApiServerThatIsNotThereAtTheStart() {
        line.refuse();
        try (var watching = Watching.at(line.port())) {
            await().atMost(PATIENCE).until(() -> watching.state().lastReason() != null);

            line.restore();

            await().atMost(PATIENCE).until(() -> watching.deliveries().contains("first"));
        }
    }

    @Test
    void aSlowLineIsNoDeadLine() {
        line.delay(Duration.ofMillis(200));
        try (var watching = seeing(Watching.at(line.port()))) {
            api.annotate(PUSH, push("second"));

            awaitSecond(watching);
            assertThat(watching.state().reconnects()).isZero();
        }
    }

    @Test
    void bookmarksKeepAConnectionOnWhichNothingHappens() {
        try (var watching = seeing(Watching.at(line.port(), Duration.ofSeconds(5)))) {
            var begun = System.nanoTime();
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(200)).until(() -> {
                api.bookmark();
                return System.nanoTime() - begun > Duration.ofSeconds(7).toNanos();
            });

            assertThat(line.accepted()).isEqualTo(1);
            assertThat(watching.state().lastReason()).isNull();
        }
    }

    /** Its client is closed right after it, which breaks the connection that it waits on. */
    @Test
    void itsOwnEndIsNoLoss() {
        try (var log = new LogLines(Sight.class)) {
            for (var time = 0; time < 100; time++) {
                try (var watching = Watching.at(line.port())) {
                    await().atMost(PATIENCE).pollInterval(Duration.ofMillis(1)).until(watching::sees);
                }
            }
            assertThat(log.lines()).noneMatch(entry -> entry.startsWith("Lost sight"));
        }
    }

    private static Watching seeing(Watching watching) {
        await().atMost(PATIENCE).until(() -> watching.deliveries().contains("first"));
        return watching;
    }

    private static void awaitSecond(Watching watching) {
        await().atMost(PATIENCE).until(() -> watching.deliveries().contains("second"));
        assertThat(watching.deliveries()).as("nothing is told twice").containsExactly("first", "second");
    }
}
