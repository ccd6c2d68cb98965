package io.gitvolumereloader.receiver.hook;

import java.util.Optional;
import java.util.regex.Pattern;

/** The name of a Git object: 40 (SHA-1) or 64 (SHA-256) lower-case hexadecimal digits. */
public record ObjectName(String hex) {
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");

    /** Refuses what {@link #parse} refuses. */
    public ObjectName {
        if (!HEX.matcher(hex).matches()) {
            throw new IllegalArgumentException("an object name has 40 or 64 lower-case hexadecimal digits");
        }
    }

    /** Empty where {@code text} is no object name. */
    public static Optional<ObjectName> parse(String text) {
        return HEX.matcher(text).matches() ? Optional.of(new ObjectName(text)) : Optional.empty();
    }

    /** Whether this is the all-zero name by which Git says "none". */
    public boolean isZero() {
        return hex.chars().allMatch(digit -> digit == '0');
    }

    @Override
    public String toString() {
        return hex;
    }
}
