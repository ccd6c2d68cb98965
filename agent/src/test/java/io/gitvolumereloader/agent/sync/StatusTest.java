package io.gitvolumereloader.agent.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StatusTest {
    private static final Instant START = Instant.parse("2026-11-20T07:30:00Z");
    private static final CommitId OLD = new CommitId("a".repeat(40));
    private static final CommitId NEW = new CommitId("b".repeat(40));
    private static final Announcement PUSH = new Announcement("refs/heads/main", OLD, NEW, "github/1", null);
    private static final Schedule.Next POLL = new Schedule.Next(Duration.ofMinutes(5), new Request.Poll(), false);

    private final Status showsOld = Status.atStart(START).synced(shows(OLD, new Request.Started()), at(1));

    @Test
    void isBehindUntilTheFirstPublish() {
        assertThat(Status.atStart(START).behindSince()).isEqualTo(START);
        assertThat(showsOld.behindSince()).isNull();
        assertThat(showsOld.published()).isEqualTo(new Status.Shown("refs/heads/main", OLD, at(1)));
    }

    @Test
    void isBehindFromTheAnnouncementToThePublish() {
        var announced = showsOld.announced(PUSH, at(2));
        assertThat(announced.behindSince()).isEqualTo(at(2));
        assertThat(announced.synced(shows(NEW, new Request.Pushed(PUSH)), at(3)).behindSince())
                .isNull();
    }

    @Test
    void staysBehindWhileTheAnnouncedPushIsStillToCome() {
        var next = new Schedule.Next(Duration.ofMillis(200), new Request.LookAgain(PUSH, 1), false);
        var lagging = new Report(
                new Request.Pushed(PUSH),
                new SyncResult.Unchanged(new Tip("refs/heads/main", OLD, OLD)),
                next,
                at(2),
                Duration.ZERO);

        var looking = showsOld.announced(PUSH, at(2)).synced(lagging, at(3));

        assertThat(looking.behindSince()).isEqualTo(at(2));
        assertThat(looking.published()).isEqualTo(new Status.Shown("refs/heads/main", OLD, at(1)));
    }

    @Test
    void tellsWhenTheAnnouncedPushNeverCame() {
        var missed = new Report(
                new Request.LookAgain(PUSH, 7),
                new SyncResult.Unchanged(new Tip("refs/heads/main", OLD, OLD)),
                new Schedule.Next(Duration.ofMinutes(5), new Request.Poll(), true),
                at(4),
                Duration.ZERO);

        var error = showsOld.announced(PUSH, at(2)).synced(missed, at(5)).lastError();

        assertThat(error).isNotNull();
        assertThat(error.reason()).contains("announced commit");
    }

    @Test
    void isNotBehindWhenTheAnnouncedCommitIsShownAlready() {
        var again = new Announcement("refs/heads/main", NEW, OLD, "github/2", null);

        assertThat(showsOld.announced(again, at(2)).behindSince()).isNull();
    }

    @Test
    void isBehindSinceTheFirstOfSeveralFailuresAndKeepsTheLastReason() {
        var once = showsOld.synced(failed("first", at(2)), at(3));
        var twice = once.synced(failed("second", at(4)), at(5));

        assertThat(twice.behindSince()).isEqualTo(at(2));
        assertThat(twice.lastError()).isEqualTo(new Status.Failure(at(5), "second"));
        assertThat(twice.published()).isEqualTo(showsOld.published());
        assertThat(twice.synced(shows(NEW, new Request.Retry(2, null)), at(6)).behindSince())
                .isNull();
    }

    @Test
    void countsFailuresSinceTheLastSuccess() {
        var twice = showsOld.synced(failed("first", at(2)), at(3)).synced(failed("second", at(4)), at(5));
        assertThat(twice.failures()).isEqualTo(2);
        assertThat(twice.lastSuccess()).isEqualTo(at(1));

        var again = twice.synced(shows(OLD, new Request.Retry(2, null)), at(6));

        assertThat(again.failures()).isZero();
        assertThat(again.lastSuccess()).isEqualTo(at(6));
    }

    private static Report shows(CommitId commit, Request request) {
        var tip = new Tip("refs/heads/main", commit, commit);
        return new Report(request, new SyncResult.Unchanged(tip), POLL, START, Duration.ZERO);
    }

    private static Report failed(String reason, Instant started) {
        return new Report(new Request.Poll(), new SyncResult.Failed(reason), POLL, started, Duration.ZERO);
    }

    private static Instant at(int second) {
        return START.plusSeconds(second);
    }
}
