package io.gitvolumereloader.agent.trigger;

import io.gitvolumereloader.agent.sync.CommitId;
import io.gitvolumereloader.agent.sync.Report;
import io.gitvolumereloader.agent.sync.Request;
import io.gitvolumereloader.agent.sync.Schedule;
import io.gitvolumereloader.agent.sync.Status;
import io.gitvolumereloader.agent.sync.SyncResult;
import io.gitvolumereloader.agent.sync.Tip;
import java.time.Duration;
import java.time.Instant;

/** Numbered syncs, as the agent's loop tells a reporter of them. */
final class Syncs {
    static final Instant AT = Instant.parse("2026-11-20T07:30:00.201Z");

    private Syncs() {}

    /** The volume shows the commit of that number. */
    static void shows(Reporter reporter, int number) {
        var tip = new Tip("refs/heads/main", commit(number), commit(number));
        tell(reporter, new SyncResult.Unchanged(tip), number);
    }

    /** A sync led to {@code result}, and the volume shows the commit of that number. */
    static void tell(Reporter reporter, SyncResult result, int number) {
        var next = new Schedule.Next(Duration.ofMinutes(5), new Request.Poll(), false);
        var shown = new Status.Shown("refs/heads/main", commit(number), AT);
        reporter.synced(
                new Report(new Request.Poll(), result, next, AT, Duration.ZERO),
                new Status(null, shown, null, AT, null, 0, number));
    }

    static CommitId commit(int number) {
        return new CommitId("%040x".formatted(number));
    }
}
