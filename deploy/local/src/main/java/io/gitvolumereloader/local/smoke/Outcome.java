package io.gitvolumereloader.local.smoke;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a scenario ended.
 *
 * @param message why it failed or was skipped; null where it passed
 */
record Outcome(
        String name, Kind kind, Duration took, @Nullable String message) {

    /** What became of it. */
    enum Kind {
        /** It works. */
        PASSED,
        /** It can't be tried here. */
        SKIPPED,
        /** It doesn't work. */
        FAILED
    }

    boolean failed() {
        return kind == Kind.FAILED;
    }

    double seconds() {
        return took.toMillis() / 1000.0;
    }
}
