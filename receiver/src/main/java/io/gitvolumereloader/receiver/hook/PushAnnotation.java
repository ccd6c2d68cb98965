package io.gitvolumereloader.receiver.hook;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The value of the {@code push} annotation, as docs/contract.md lays it down: one line of JSON, at most 1 KiB.
 *
 * @param at when the receiver accepted the delivery
 */
public record PushAnnotation(Push push, Instant at) {
    private static final DateTimeFormatter UTC_MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final Pattern AFTER_REF =
            Pattern.compile("(?:,\"before\":\"[0-9a-f]+\")?(?:,\"after\":\"(?<after>[0-9a-f]+)\")?,\"delivery\":.*");

    /** The line itself. */
    public String value() {
        return ref(push)
                + field("before", push.before())
                + field("after", push.after())
                + ",\"delivery\":\"" + escape(push.delivery().toString()) + '"'
                + ",\"at\":\"" + UTC_MILLIS.format(at) + "\"}";
    }

    /**
     * Whether {@code annotation} announces the same: this ref, at this commit. Values that this class did not write,
     * and pushes of which nobody knows the commit, count as different, which costs one write.
     */
    public static boolean announces(@Nullable String annotation, Push push) {
        if (annotation == null || push.after() == null || !annotation.startsWith(ref(push))) {
            return false;
        }
        var rest = AFTER_REF.matcher(annotation.substring(ref(push).length()));
        return rest.matches()
                && Objects.equals(rest.group("after"), push.after().hex());
    }

    private static String ref(Push push) {
        return "{\"ref\":\"" + escape(push.ref().value()) + '"';
    }

    private static String field(String name, @Nullable ObjectName object) {
        return object == null ? "" : ",\"" + name + "\":\"" + object.hex() + '"';
    }

    /** Enough of JSON's escaping: neither ref names nor delivery ids hold control characters. */
    private static String escape(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
