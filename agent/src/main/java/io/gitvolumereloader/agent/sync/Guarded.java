package io.gitvolumereloader.agent.sync;

import java.util.Optional;
import java.util.function.BooleanSupplier;

/** A sync whose defects cost one of its steps, and never the loop. Used by one thread at a time. */
final class Guarded {
    private static final int LONGEST_TRACE = 2000;

    private final Sync sync;

    Guarded(Sync sync) {
        this.sync = sync;
    }

    SyncResult run() {
        try {
            return sync.run();
        } catch (RuntimeException | LinkageError | AssertionError | OutOfMemoryError e) {
            return new SyncResult.Failed(defect("sync", e));
        }
    }

    Optional<CommitId> restore() {
        try {
            return sync.restore();
        } catch (RuntimeException | LinkageError | AssertionError | OutOfMemoryError _) {
            // Restoring only saves time; the first sync meets the same defect, and tells it.
            return Optional.empty();
        }
    }

    Publisher.Published verify(Publisher.Look look) {
        try {
            return sync.verify(look);
        } catch (RuntimeException | LinkageError | AssertionError | OutOfMemoryError e) {
            return new Publisher.Published.Failed(defect("verify what is published", e));
        }
    }

    /** What went wrong; empty where nothing did. */
    Optional<String> tidy(BooleanSupplier wanted) {
        return housekeeping(() -> sync.tidy(wanted));
    }

    /** What went wrong; empty where nothing did. */
    Optional<String> bound() {
        return housekeeping(sync::bound);
    }

    private static Optional<String> housekeeping(Runnable deed) {
        try {
            deed.run();
            return Optional.empty();
        } catch (RuntimeException | LinkageError | AssertionError e) {
            return Optional.of(defect("tidy up", e));
        }
    }

    /** The stack trace is for whoever reports it. */
    private static String defect(String deed, Throwable defect) {
        var text = new StringBuilder("Could not " + deed + " because of a defect in the agent; please report it: ");
        text.append(Printable.of(defect.toString(), LONGEST_TRACE));
        for (var frame : defect.getStackTrace()) {
            text.append(" at ").append(frame);
            if (text.length() > LONGEST_TRACE) {
                break;
            }
        }
        return text.toString();
    }
}
