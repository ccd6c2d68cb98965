package io.gitvolumereloader.local.bench.driver;

import io.gitvolumereloader.agent.sync.Arrivals;
import io.gitvolumereloader.agent.sync.Assignment.Follow;
import io.gitvolumereloader.agent.sync.CommitId;
import io.gitvolumereloader.agent.sync.Remote;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A remote that knows how long its last fetch took. Used by one thread at a time. */
final class TimedRemote implements Remote {
    private final Remote remote;
    private long lastNanos;

    TimedRemote(Remote remote) {
        this.remote = remote;
    }

    /** How long the last fetch took, in nanoseconds; 0 before the first. */
    long lastNanos() {
        return lastNanos;
    }

    @Override
    public Fetched fetch(Follow follow, @Nullable CommitId held, Arrivals arrivals) {
        long began = System.nanoTime();
        try {
            return remote.fetch(follow, held, arrivals);
        } finally {
            lastNanos = System.nanoTime() - began;
        }
    }

    @Override
    public void forget() {
        remote.forget();
    }

    @Override
    public void tidy(@Nullable CommitId shown, BooleanSupplier wanted) {
        remote.tidy(shown, wanted);
    }

    @Override
    public void bound(@Nullable CommitId shown) {
        remote.bound(shown);
    }
}
