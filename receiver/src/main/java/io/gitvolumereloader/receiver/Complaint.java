package io.gitvolumereloader.receiver;

import io.gitvolumereloader.receiver.hook.Printable;
import java.util.regex.Pattern;

/** Says in one line for people what SmallRye Config has against a setting. */
final class Complaint {
    private static final int LONGEST = 500;
    private static final Pattern CODE = Pattern.compile("(\\S+Exception: )?SRCFG\\d+: ");
    private static final Pattern BAD_VALUE = Pattern.compile(
            "The config property (\\S+) with the config value \"(.*)\" threw an Exception whilst being converted (.*)",
            Pattern.DOTALL);
    private static final Pattern MISSING =
            Pattern.compile("The config property (\\S+) is required but it could not be found.*");
    private static final Pattern EMPTY =
            Pattern.compile("The config property (\\S+) is defined as the empty String.*", Pattern.DOTALL);
    private static final Pattern CHOICES = Pattern.compile("Cannot convert .*allowed values: (.*)", Pattern.DOTALL);

    private Complaint() {}

    /** The complaint behind SmallRye's message; the message itself where it is none of the usual. */
    static String of(String message) {
        var plain = CODE.matcher(message).replaceAll("");
        var bad = BAD_VALUE.matcher(plain);
        if (bad.matches()) {
            return Printable.of(bad.group(1) + " is '" + bad.group(2) + "'; " + remedy(bad.group(3)), LONGEST);
        }
        var missing = MISSING.matcher(plain);
        if (missing.matches()) {
            return missing.group(1) + " is not set, and there is no default; set it";
        }
        var empty = EMPTY.matcher(plain);
        return empty.matches() ? empty.group(1) + " is empty; set it or leave it out" : Printable.of(plain, LONGEST);
    }

    private static String remedy(String cause) {
        var choices = CHOICES.matcher(cause);
        if (choices.matches()) {
            return "it must be one of " + choices.group(1).replace(",", ", ");
        }
        if (cause.contains("duration")) {
            return "write a duration like 4s, 2m or PT2M";
        }
        if (cause.contains("regular expression")) {
            return "write a size like 500K, 5M or 1G";
        }
        return cause.startsWith("Expected a") ? "it must be a whole number" : cause;
    }
}
