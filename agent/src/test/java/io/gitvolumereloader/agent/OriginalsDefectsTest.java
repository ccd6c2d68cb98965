package io.gitvolumereloader.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gitvolumereloader.agent.sync.Announcement;
import io.gitvolumereloader.agent.sync.CommitId;
import io.gitvolumereloader.agent.sync.Heart;
import io.gitvolumereloader.agent.sync.Mailbox;
import io.gitvolumereloader.agent.sync.Publisher;
import io.gitvolumereloader.agent.sync.Report;
import io.gitvolumereloader.agent.sync.Request;
import io.gitvolumereloader.agent.sync.Schedule;
import io.gitvolumereloader.agent.sync.SyncLoop;
import io.gitvolumereloader.agent.sync.SyncResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the first git-volume-reloader got wrong and concerns the agent; the receiver's tests have the rest. Each test is
 * named after what went wrong there.
 */
class OriginalsDefectsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration FOR_EVER = Duration.ofDays(1);

    @TempDir
    Path scratch;

    private final Mailbox mailbox = new Mailbox();
    private final Heard heard = new Heard();
    private Docs docs;

    @BeforeEach
    void start() throws IOException {
        docs = new Docs(scratch);
        docs.write("index.md", "# Docs\n").write("guide.md", "Guide\n").push("first");
    }

    @AfterEach
    void end() {
        docs.close();
    }

    @Test
    void forcePushWedgedItForGood() throws IOException {
        docs.write("index.md", "# Second\n").push("second");
        docs.sync();
        docs.work.run("reset", "--quiet", "--hard", "HEAD~1");
        docs.write("guide.md", "Another guide\n").push("instead of the second");

        assertThat(docs.sync()).isInstanceOf(SyncResult.Updated.class);
        docs.assertShows("main");

        docs.write("index.md", "# Third\n").push("third");
        assertThat(docs.sync()).isInstanceOf(SyncResult.Updated.class);
        docs.assertShows("main");
    }

    @Test
    void onlyTheDefaultBranchCouldBeFollowed() throws IOException {
        try (var other = new Docs(scratch.resolve("other"), "release", false)) {
            other.write("index.md", "# Main\n").push("main");
            other.write("index.md", "# Release\n");
            other.work.run("commit", "--quiet", "--all", "--message", "release");
            other.work.run("push", "--quiet", "origin", "HEAD:release");

            assertThat(other.sync()).isInstanceOf(SyncResult.Updated.class);

            assertThat(other.folder.resolve("index.md")).hasContent("# Release\n");
            other.assertShows("release");
        }
    }

    @Test
    void restartOnTheSameVolumeWasACrashLoop() throws IOException {
        docs.sync();

        for (var i = 0; i < 3; i++) {
            var restarted = docs.restarted();
            assertThat(restarted.sync().restore()).isPresent();
            assertThat(restarted.sync().run()).isInstanceOf(SyncResult.Unchanged.class);
        }

        docs.write("index.md", "# After the restart\n").push("second");
        assertThat(docs.sync()).isInstanceOf(SyncResult.Updated.class);
        docs.assertShows("main");
    }

    @Test
    void redeliveriesAndQuickPushesFailed() throws IOException {
        docs.write("index.md", "# Second\n").push("second");
        try (var _ = loop(FOR_EVER);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var round = 0; round < 5; round++) {
                docs.write("index.md", "# Round " + round + "\n").push("round " + round);
                var push = new Request.Pushed(announced());
                for (var delivery = 0; delivery < 4; delivery++) {
                    threads.execute(() -> mailbox.put(push));
                }
            }
            await().atMost(PATIENCE).until(() -> shows("# Round 4\n"));
        }
        assertThat(heard.reports).noneMatch(report -> report.result() instanceof SyncResult.Failed);
        docs.assertShows("main");
    }

    @Test
    void aFileThatTheAppChangedStoppedAllUpdatesSilently() throws IOException {
        docs.sync();
        Files.writeString(docs.folder.resolve("index.md"), "# Changed by the app\n");
        Files.writeString(docs.folder.resolve("guide.md"), "Changed by the app\n");

        docs.write("index.md", "# Second\n").write("new.md", "new\n").push("second");

        assertThat(docs.sync()).isInstanceOf(SyncResult.Updated.class);
        assertThat(docs.folder.resolve("index.md")).hasContent("# Second\n");
        assertThat(docs.folder.resolve("new.md")).hasContent("new\n");
        docs.restarted().sync().restore();
        docs.assertShows("main");
    }

    @Test
    void aMissedPushWasNeverMadeUpFor() throws IOException {
        try (var _ = loop(Duration.ofMillis(50))) {
            await().atMost(PATIENCE).until(() -> shows("# Docs\n"));

            docs.write("index.md", "# Nobody told of this\n").push("second");

            await().atMost(PATIENCE).until(() -> shows("# Nobody told of this\n"));
        }
    }

    @Test
    void aFailedPullWasNeverMadeUpFor() throws IOException {
        try (var _ = loop(FOR_EVER)) {
            await().atMost(PATIENCE).until(() -> shows("# Docs\n"));
            docs.write("index.md", "# Second\n").push("second");
            docs.server.failWith(503);

            mailbox.put(new Request.Pushed(announced()));
            await().atMost(PATIENCE)
                    .until(() ->
                            heard.reports.stream().anyMatch(report -> report.result() instanceof SyncResult.Failed));
            docs.server.recover();

            await().atMost(PATIENCE).until(() -> shows("# Second\n"));
        }
    }

    @Test
    void nothingPreventedTwoPullsAtOnce() throws IOException {
        docs.server.hold();
        try (var _ = loop(FOR_EVER);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var i = 0; i < 20; i++) {
                threads.execute(() -> mailbox.put(new Request.Poked()));
            }
            await().atMost(PATIENCE).until(() -> docs.server.held() > 0);

            await().during(Duration.ofMillis(300)).atMost(PATIENCE).until(() -> docs.server.held() == 1);

            docs.server.release();
            await().atMost(PATIENCE).until(() -> shows("# Docs\n") && !mailbox.isFilled());
        }
        docs.assertShows("main");
    }

    @Test
    void filesWereRewrittenUnderTheirReaders() throws IOException {
        var texts = Set.of("a".repeat(300_000), "b".repeat(300_000));
        var seen = ConcurrentHashMap.<String>newKeySet();
        for (var text : texts) {
            docs.write("index.md", text).push("change");
        }
        docs.sync();
        try (var reader = new Reader(docs.folder.resolve("index.md"), seen)) {
            for (var round = 0; round < 4; round++) {
                for (var text : texts) {
                    docs.write("index.md", text).push("change");
                    docs.sync();
                }
            }
            assertThat(reader.hasRead()).isTrue();
        }
        assertThat(texts).containsAll(seen);
    }

    @Test
    void theServedVolumeHeldTheRepository() throws IOException {
        docs.sync();

        assertThat(Docs.entries(docs.folder).keySet()).containsExactly("guide.md", "index.md");
    }

    private SyncLoop loop(Duration poll) {
        var heart = new Heart(FOR_EVER, System::nanoTime);
        var schedule = new Schedule(poll, 0, new Random(1));
        var loop = new SyncLoop(docs.engine().sync(), mailbox, schedule, heart, heard, Clock.systemUTC());
        loop.start();
        return loop;
    }

    private Announcement announced() {
        return new Announcement(
                "refs/heads/main",
                new CommitId(docs.work.run("rev-parse", "HEAD~1")),
                new CommitId(docs.work.run("rev-parse", "HEAD")),
                "github/1",
                null);
    }

    private boolean shows(String text) throws IOException {
        var index = docs.folder.resolve("index.md");
        return Files.exists(index) && Files.readString(index).equals(text);
    }

    /** Reads a file over and over until it is closed. */
    private static final class Reader implements AutoCloseable {
        private final Set<String> seen;
        private final CompletableFuture<Void> first = new CompletableFuture<>();
        private final Thread thread;
        private volatile boolean closed;

        Reader(Path file, Set<String> seen) {
            this.seen = seen;
            this.thread = Thread.ofPlatform().start(() -> read(file));
            first.join();
        }

        private void read(Path file) {
            try {
                while (!closed) {
                    seen.add(Files.readString(file));
                    first.complete(null);
                }
            } catch (IOException e) {
                seen.add(e.toString());
                first.completeExceptionally(e);
            }
        }

        boolean hasRead() {
            return !seen.isEmpty();
        }

        @Override
        public void close() {
            closed = true;
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Takes down what the loop tells. */
    private static final class Heard implements Report.Listener {
        private final Queue<Report> reports = new ConcurrentLinkedQueue<>();

        @Override
        public void restored(CommitId commit) {
            throw new AssertionError("nothing was published before");
        }

        @Override
        public void synced(Report report) {
            reports.add(report);
        }

        @Override
        public void verified(Publisher.Look look, Publisher.Published found) {
            assertThat(found).isNotInstanceOf(Publisher.Published.Failed.class);
        }

        @Override
        public void untidy(String reason) {
            throw new AssertionError(reason);
        }
    }
}
