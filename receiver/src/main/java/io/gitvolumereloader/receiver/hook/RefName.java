package io.gitvolumereloader.receiver.hook;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The full name of a ref, such as {@code refs/heads/main}, as {@code git check-ref-format} would let it pass; or
 * {@link #ANY}.
 */
public record RefName(String value) {
    /** So that a push annotation never exceeds 1 KiB, even where each character has to be escaped. */
    private static final int MAX_BYTES = 350;

    private static final Pattern FORBIDDEN =
            Pattern.compile("[\\x00-\\x20\\x7f~^:?*\\[\\\\]|\\.\\.|//|@\\{|/\\.|\\.lock(/|$)|\\.$|/$");

    private static final String ANY_VALUE = "refs/*";

    /**
     * What stands for refs that the provider does not name: any of the repository's may have changed. No ref has it.
     */
    public static final RefName ANY = new RefName(ANY_VALUE);

    /** Refuses what is no full ref name, and what has more than 350 bytes. */
    public RefName {
        if (!(isProper(value) && isShort(value)) && !value.equals(ANY_VALUE)) {
            throw new IllegalArgumentException("not a full ref name of at most " + MAX_BYTES + " bytes");
        }
    }

    /**
     * Empty where {@code text} is no full ref name, {@link #ANY} where it has more than 350 bytes in UTF-8: nobody is
     * to miss a push because a name is too long for an annotation.
     */
    public static Optional<RefName> parse(String text) {
        if (!isProper(text)) {
            return Optional.empty();
        }
        return Optional.of(isShort(text) ? new RefName(text) : ANY);
    }

    /** Whether this is a branch. */
    public boolean isBranch() {
        return value.startsWith("refs/heads/");
    }

    /** Whether this is a tag. */
    public boolean isTag() {
        return value.startsWith("refs/tags/");
    }

    @Override
    public String toString() {
        return value;
    }

    private static boolean isProper(String text) {
        return text.startsWith("refs/")
                && !FORBIDDEN.matcher(text).find()
                && StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    private static boolean isShort(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES;
    }
}
