package io.gitvolumereloader.agent.sync;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of a Git object: 40 (SHA-1) or 64 (SHA-256) lower-case hexadecimal digits, never all zeros.
 *
 * @param hex the digits
 */
public record CommitId(String hex) {
    private static final Pattern SHAPE = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");
    private static final int SHORT = 8;

    public CommitId {
        if (!isObjectName(hex) || isZero(hex)) {
            throw new IllegalArgumentException("not an object name");
        }
    }

    /** The object that {@code text} names; empty where it names none, an all-zero name included. */
    public static Optional<CommitId> parse(String text) {
        return isObjectName(text) && !isZero(text) ? Optional.of(new CommitId(text)) : Optional.empty();
    }

    /** Whether {@code text} has the form of an object name; the all-zero name has it too. */
    public static boolean isObjectName(String text) {
        return SHAPE.matcher(text).matches();
    }

    /** The first eight digits, for people. */
    public String abbreviated() {
        return hex.substring(0, SHORT);
    }

    @Override
    public String toString() {
        return hex;
    }

    private static boolean isZero(String hex) {
        return hex.chars().allMatch(digit -> digit == '0');
    }
}
