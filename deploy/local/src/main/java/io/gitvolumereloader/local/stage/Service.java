package io.gitvolumereloader.local.stage;

import io.gitvolumereloader.local.process.AppProcess;
import io.gitvolumereloader.local.process.Program;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A program that may be started again and again, of which at most one process runs. Started by one thread, used by any.
 */
public final class Service {
    private final Program program;
    private final Cleanup cleanup;
    private volatile @Nullable AppProcess process;
    private volatile Instant startedAt = Instant.EPOCH;

    Service(Program program, Cleanup cleanup) {
        this.program = program;
        this.cleanup = cleanup;
    }

    /** Starts it, and ends the process that runs. Returns at once. */
    public void start() {
        start(program);
    }

    /**
     * Starts it if it has ended. Returns at once.
     *
     * @return whether it had ended
     */
    public boolean revive() {
        var ended = !process().isAlive();
        if (ended) {
            start();
        }
        return ended;
    }

    /** Starts it with another setting, and ends the process that runs. Returns at once. */
    public void startWith(String setting, String value) {
        start(program.with(setting, value));
    }

    /** The newest process, which may have ended. */
    public AppProcess process() {
        var newest = process;
        if (newest == null) {
            throw new IllegalStateException(program.name() + " has not been started");
        }
        return newest;
    }

    /** When the newest process was started. */
    public Instant startedAt() {
        return startedAt;
    }

    /** What it is and how it is started. */
    public Program program() {
        return program;
    }

    private void start(Program variant) {
        var running = process;
        if (running != null) {
            running.close();
        }
        startedAt = Instant.now();
        var started = AppProcess.start(variant);
        process = started;
        cleanup.add(started::close);
    }
}
