package io.gitvolumereloader.agent.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.gitvolumereloader.agent.sync.Remote.Fetched;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A wall clock that jumps a day to and fro whenever it is read changes what is displayed, and nothing else. */
class ClockJumpTest {
    private static final CommitId FIRST = new CommitId("a".repeat(40));
    private static final CommitId SECOND = new CommitId("b".repeat(40));
    private static final Announcement PUSH = new Announcement("refs/heads/main", FIRST, SECOND, null, Instant.MAX);

    @Test
    void whatTheLoopDoesIsTheSame() throws InterruptedException {
        assertThat(run(new Jumping())).isEqualTo(run(Clock.systemUTC()));
    }

    @Test
    void whatTheStatusTellsIsTheSameButForTimes() {
        assertThat(statuses(new Jumping())).isEqualTo(statuses(Clock.systemUTC()));
    }

    /** Looks for a push that comes late, fails, recovers, verifies: requests, results and waits. */
    private static List<String> run(Clock clock) throws InterruptedException {
        var reports = new LinkedBlockingQueue<Report>();
        var volume = new Volume();
        var mailbox = new Mailbox();
        var done = new ArrayList<String>();
        try (var loop = loop(clock, reports, volume, mailbox)) {
            loop.start();
            done.add(tell(reports));
            mailbox.put(new Request.Pushed(PUSH));
            for (var i = 0; i < 4; i++) {
                done.add(tell(reports));
            }
            loop.demandVerification();
            done.add(tell(reports));
        }
        done.add("looks " + volume.looks);
        return done;
    }

    private static SyncLoop loop(Clock clock, BlockingQueue<Report> reports, Volume volume, Mailbox mailbox) {
        var source =
                new Assignment.Follow(new RemoteUrl(URI.create("https://git.example/docs")), new FollowedRef("main"));
        var sync = new Sync(() -> source, volume, volume, volume);
        var schedule = new Schedule(Duration.ofMinutes(5), 0, new Random(1));
        var heart = new Heart(Duration.ofMinutes(1), System::nanoTime);
        return new SyncLoop(sync, mailbox, schedule, heart, new Heard(reports), clock);
    }

    private static String tell(BlockingQueue<Report> reports) throws InterruptedException {
        var report = reports.poll(30, TimeUnit.SECONDS);
        assertThat(report).as("a finished sync").isNotNull();
        assertThat(report.took()).as("measured by another clock").isBetween(Duration.ZERO, Duration.ofMinutes(1));
        return report.request() + " " + report.result() + " " + report.next();
    }

    private static List<String> statuses(Clock clock) {
        var board = new StatusBoard(clock);
        var seen = new ArrayList<String>();
        Runnable look = () -> {
            var status = board.status();
            seen.add((status.behindSince() == null) + " " + (status.lastSuccess() == null) + " " + status.failures()
                    + " "
                    + status.syncs() + " "
                    + (status.published() == null ? null : status.published().commit()) + " "
                    + (status.lastError() == null ? null : status.lastError().reason()));
        };
        look.run();
        board.synced(report(clock, new SyncResult.Updated(tip(FIRST), null, 1, 0)));
        look.run();
        board.announced(PUSH);
        look.run();
        board.synced(report(clock, new SyncResult.Failed("away")));
        look.run();
        board.synced(report(clock, new SyncResult.Updated(tip(SECOND), FIRST, 1, 0)));
        look.run();
        return seen;
    }

    private static Report report(Clock clock, SyncResult result) {
        var next = new Schedule.Next(Duration.ofMinutes(5), new Request.Poll(), false);
        return new Report(new Request.Poll(), result, next, clock.instant(), Duration.ofMillis(1));
    }

    private static Tip tip(CommitId commit) {
        return new Tip("refs/heads/main", commit, commit);
    }

    /** A day ahead, a day behind, a day ahead, … */
    private static final class Jumping extends Clock {
        private final AtomicInteger readings = new AtomicInteger();

        @Override
        public Instant instant() {
            var jump = Duration.ofDays(readings.getAndIncrement() % 2 == 0 ? 1 : -1);
            return Instant.now().plus(jump);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new AssertionError("nobody needs zones");
        }
    }

    private record Heard(BlockingQueue<Report> reports) implements Report.Listener {
        @Override
        public void restored(CommitId commit) {
            throw new AssertionError("nothing is remembered");
        }

        @Override
        public void synced(Report report) {
            reports.add(report);
        }

        @Override
        public void verified(Publisher.Look look, Publisher.Published found) {
            // The looks are counted where they happen.
        }

        @Override
        public void untidy(String reason) {
            throw new AssertionError(reason);
        }
    }

    /** Remote, store and volume in one: the announced commit is there at the third look, after a failure. */
    private static final class Volume implements Remote, Revisions, Publisher {
        private final List<Look> looks = new ArrayList<>();
        private int fetches;
        private @Nullable CommitId shown;

        @Override
        public Fetched fetch(Assignment.Follow follow, @Nullable CommitId held, Arrivals arrivals) {
            fetches++;
            return fetches == 3 ? new Fetched.Failed("away") : new Fetched.Found(tip(fetches < 5 ? FIRST : SECOND));
        }

        @Override
        public Arrivals expect() {
            return Arrivals.NONE;
        }

        @Override
        public Published publish(CommitId commit) {
            var from = shown;
            shown = commit;
            return commit.equals(from) ? new Published.Unchanged() : new Published.Updated(from, 1, 0);
        }

        @Override
        public Published verify(Look look) {
            looks.add(look);
            return new Published.Unchanged();
        }

        @Override
        public Optional<String> refusal() {
            return Optional.empty();
        }

        @Override
        public @Nullable CommitId shown() {
            return shown;
        }

        @Override
        public @Nullable CommitId remembered() {
            return null;
        }

        @Override
        public boolean has(CommitId commit) {
            return true;
        }

        @Override
        public void forget() {
            throw new AssertionError("nothing is damaged");
        }

        @Override
        public void tidy(@Nullable CommitId commit, BooleanSupplier wanted) {
            // It is always tidy.
        }

        @Override
        public void tidy(BooleanSupplier wanted) {
            // It is always tidy.
        }

        @Override
        public void bound(@Nullable CommitId commit) {
            // It never grows.
        }

        @Override
        public TreeEntry root(CommitId commit) {
            throw new AssertionError("not asked for");
        }

        @Override
        public List<TreeEntry> children(TreeEntry folder) {
            throw new AssertionError("not asked for");
        }

        @Override
        public void compare(CommitId from, CommitId to, Consumer<Change> changes) {
            throw new AssertionError("not asked for");
        }

        @Override
        public Blobs blobs() {
            throw new AssertionError("not asked for");
        }

        @Override
        public void close() {
            // It holds nothing.
        }
    }
}
