package io.gitvolumereloader.agent.sync;

import java.util.regex.Pattern;

/**
 * Makes text that others wrote fit for a log line: bounded, and without anything that could begin a line of its own.
 */
public final class Printable {
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]+");

    private Printable() {}

    /** At most {@code longest} characters of {@code text}, each run of control characters replaced by one {@code ?}. */
    public static String of(String text, int longest) {
        var bounded = text.length() <= longest ? text : text.substring(0, longest) + "…";
        return UNPRINTABLE.matcher(bounded).replaceAll("?");
    }
}
