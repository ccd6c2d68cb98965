package io.gitvolumereloader.agent.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static final Duration POLL = Duration.ofMinutes(5);
    private static final CommitId OLD = new CommitId("a".repeat(40));
    private static final CommitId NEW = new CommitId("b".repeat(40));
    private static final Announcement PUSH = new Announcement("refs/heads/main", OLD, NEW, "github/1", null);
    private static final SyncResult STILL_OLD = new SyncResult.Unchanged(new Tip("refs/heads/main", OLD, OLD));
    private static final SyncResult SHOWS_NEW = new SyncResult.Updated(new Tip("refs/heads/main", NEW, NEW), OLD, 1, 0);
    private static final SyncResult FAILED = new SyncResult.Failed("the remote is away");

    private final Schedule schedule = new Schedule(POLL, 0, new Random(1));

    @Test
    void pollsAfterSuccess() {
        assertThat(schedule.after(new Request.Pushed(PUSH), SHOWS_NEW))
                .isEqualTo(new Schedule.Next(POLL, new Request.Poll(), false));
    }

    @Test
    void looksAgainWhileTheRemoteLagsThenReportsAndGoesOn() {
        var waits = new ArrayList<Duration>();
        var next = schedule.after(new Request.Pushed(PUSH), STILL_OLD);
        while (next.request() instanceof Request.LookAgain) {
            waits.add(next.delay());
            next = schedule.after(next.request(), STILL_OLD);
        }

        assertThat(waits)
                .extracting(Duration::toMillis)
                .containsExactly(200L, 500L, 1000L, 2000L, 5000L, 10000L, 30000L);
        assertThat(next).isEqualTo(new Schedule.Next(POLL, new Request.Poll(), true));
    }

    @Test
    void looksAgainWhenNothingNewIsThereButReportsOnlyWhatContradictsThePush() {
        var coalesced = new Announcement("refs/heads/main", new CommitId("c".repeat(40)), NEW, "github/2", null);
        var looks = 0;
        var next = schedule.after(new Request.Pushed(coalesced), STILL_OLD);
        while (next.request() instanceof Request.LookAgain) {
            looks++;
            next = schedule.after(next.request(), STILL_OLD);
        }

        assertThat(looks).isEqualTo(7);
        assertThat(next.missed()).isFalse();
    }

    @Test
    void keepsLookingForAPushWhenSomethingElseAsks() {
        var other = new Announcement("refs/heads/other", OLD, NEW, "github/3", null);
        var newer = new Announcement("refs/heads/main", NEW, OLD, "github/4", null);
        var looking = new Request.LookAgain(PUSH, 3);

        assertThat(new Request.Poked().insteadOf(looking)).isEqualTo(new Request.Pushed(PUSH));
        assertThat(new Request.Pushed(other).insteadOf(looking)).isEqualTo(new Request.Pushed(PUSH));
        assertThat(new Request.Pushed(newer).insteadOf(looking)).isEqualTo(new Request.Pushed(newer));
        assertThat(new Request.Poked().insteadOf(new Request.Poll())).isEqualTo(new Request.Poked());
    }

    @Test
    void stopsLookingOnceThePushIsThere() {
        var next = schedule.after(new Request.Pushed(PUSH), STILL_OLD);

        assertThat(schedule.after(next.request(), SHOWS_NEW))
                .isEqualTo(new Schedule.Next(POLL, new Request.Poll(), false));
    }

    @Test
    void retriesLaterAndLaterUpToThePoll() {
        var waits = new ArrayList<Long>();
        Request request = new Request.Poll();
        for (var i = 0; i < 40; i++) {
            var next = schedule.after(request, FAILED);
            waits.add(next.delay().toSeconds());
            request = next.request();
        }

        assertThat(waits)
                .startsWith(1L, 2L, 4L, 8L, 16L, 32L, 64L, 128L, 256L, 300L, 300L)
                .endsWith(300L);
        assertThat(request).isEqualTo(new Request.Retry(40, null));
    }

    @Test
    void expectsThePushAfterFailuresToo() {
        var retry = schedule.after(new Request.Pushed(PUSH), FAILED).request();

        assertThat(schedule.after(retry, STILL_OLD).request()).isEqualTo(new Request.LookAgain(PUSH, 1));
    }

    @Test
    void startsOverWhenSomebodyAsksAmidFailures() {
        assertThat(schedule.after(new Request.Pushed(PUSH), FAILED).delay()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void spreadsPollsByTheJitterAndNoMore() {
        var jittery = new Schedule(POLL, 0.1, new Random(42));

        var waits = new ArrayList<Duration>();
        for (var i = 0; i < 1000; i++) {
            waits.add(jittery.after(new Request.Poll(), STILL_OLD).delay());
        }

        assertThat(waits)
                .allSatisfy(wait -> assertThat(wait).isBetween(Duration.ofSeconds(270), Duration.ofSeconds(330)));
        assertThat(waits).anySatisfy(wait -> assertThat(wait).isLessThan(Duration.ofSeconds(275)));
        assertThat(waits).anySatisfy(wait -> assertThat(wait).isGreaterThan(Duration.ofSeconds(325)));
    }

    @Test
    void refusesNonsense() {
        assertThatThrownBy(() -> new Schedule(Duration.ZERO, 0, new Random(1)))
                .hasMessageContaining("agent.poll.every")
                .hasMessageContaining("5m");
        assertThatThrownBy(() -> new Schedule(Duration.ofDays(200_000), 0, new Random(1)))
                .hasMessageContaining("365 days");
        assertThatThrownBy(() -> new Schedule(POLL, 1.5, new Random(1))).hasMessageContaining("agent.poll.jitter");
        assertThatThrownBy(() -> new Schedule(POLL, Double.NaN, new Random(1)))
                .hasMessageContaining("agent.poll.jitter");
    }
}
