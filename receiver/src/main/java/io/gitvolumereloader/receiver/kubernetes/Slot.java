package io.gitvolumereloader.receiver.kubernetes;

import org.jspecify.annotations.Nullable;

/** The writes of one annotation: one that is under way, and the newest, which comes after it. */
final class Slot {
    @Nullable Write running;

    @Nullable Write next;

    /** Whether one of them is of a later delivery than {@code write}. */
    boolean isNewerThan(Write write) {
        return isNewer(running, write) || isNewer(next, write);
    }

    /** How many there are. */
    int writes() {
        return (running == null ? 0 : 1) + (next == null ? 0 : 1);
    }

    private static boolean isNewer(@Nullable Write one, Write other) {
        return one != null && one.round().arrival() > other.round().arrival();
    }
}
