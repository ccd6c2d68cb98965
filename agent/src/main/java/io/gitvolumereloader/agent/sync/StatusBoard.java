package io.gitvolumereloader.agent.sync;

import java.time.Clock;
import java.util.concurrent.atomic.AtomicReference;

/** Keeps the status up to date and shows it. Any thread may read and write. */
public final class StatusBoard implements Report.Listener {
    private final Clock clock;
    private final AtomicReference<Status> status;

    /** A board that knows nothing yet. */
    public StatusBoard(Clock clock) {
        this.clock = clock;
        this.status = new AtomicReference<>(Status.atStart(clock.instant()));
    }

    /** The status at this moment. */
    public Status status() {
        return status.get();
    }

    /** Takes note of an announced push. */
    public void announced(Announcement announcement) {
        status.updateAndGet(before -> before.announced(announcement, clock.instant()));
    }

    @Override
    public void restored(CommitId commit) {
        status.updateAndGet(before -> before.restored(commit, clock.instant()));
    }

    @Override
    public void verified(Publisher.Look look, Publisher.Published found) {
        status.updateAndGet(before -> before.verified(found, clock.instant()));
    }

    @Override
    public void untidy(String reason) {
        // It concerns nobody who looks at the volume.
    }

    @Override
    public void synced(Report report) {
        status.updateAndGet(before -> before.synced(report, clock.instant()));
    }
}
