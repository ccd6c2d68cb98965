package io.gitvolumereloader.local.bench;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A number that must not be larger, or smaller, than another.
 *
 * @param what the number is
 * @param found null where it was not measured
 */
record Promise(String what, @Nullable Double found, Bound bound, double limit) {

    /** Which side is good. */
    enum Bound {
        AT_LEAST,
        AT_MOST
    }

    /** Whether it is kept; false where that is not known. */
    boolean isMet() {
        return found != null
                && switch (bound) {
                    case AT_LEAST -> found >= limit;
                    case AT_MOST -> found <= limit;
                };
    }

    /** A line for people. */
    String line() {
        var verdict = found == null ? "not measured" : isMet() ? "met" : "NOT MET";
        var number = found == null ? "" : String.format(Locale.ROOT, "%.2f, ", found);
        var side = switch (bound) {
            case AT_LEAST -> "at least";
            case AT_MOST -> "at most";
        };
        return String.format(Locale.ROOT, "%s: %s: %s%s %.2f wanted", verdict, what, number, side, limit);
    }
}
