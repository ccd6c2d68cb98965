package io.gitvolumereloader.receiver.hook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The path of a repository's URL in one spelling: percent-encoding, slashes, {@code .git} and, if wanted, case. */
final class RepositoryPath {
    private static final Pattern BAD_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

    /** Control characters, backslashes, halves of characters, and what stands for bytes that are not UTF-8. */
    private static final Pattern UNREADABLE = Pattern.compile("[\\x00-\\x1f\\x7f\\\\\\x{fffd}\\p{Cs}]");

    /** What may stand in a segment as it is, apart from letters and digits: RFC 3986, section 3.3. */
    private static final String UNESCAPED = "-._~!$&'()*+,;=:@";

    private static final String SUFFIX = ".git";

    private RepositoryPath() {}

    /**
     * Decodes all that is escaped, and escapes what must be: so an escaped slash stays one, and separates nothing.
     *
     * @return empty where nothing is left, and where the path has dot segments, or escapes of control characters, of
     *     backslashes or of what is not UTF-8
     */
    static Optional<String> canonical(String path, boolean foldCase) {
        if (BAD_ESCAPE.matcher(path).find()) {
            return Optional.empty();
        }
        // The decoder is one for forms, where a plus sign is a blank.
        var decoded = new ArrayList<String>();
        for (var segment : path.split("/", -1)) {
            decoded.add(URLDecoder.decode(segment.replace("+", "%2B"), UTF_8));
        }
        decoded.removeIf(String::isEmpty);
        var segments = withoutSuffix(decoded);
        if (segments.isEmpty() || segments.stream().anyMatch(RepositoryPath::isBad)) {
            return Optional.empty();
        }
        var canonical = new StringBuilder();
        segments.forEach(segment -> escape(foldCase ? segment.toLowerCase(Locale.ROOT) : segment, canonical));
        return Optional.of(canonical.substring(1));
    }

    /** One {@code .git} at the end is no part of the name, be it the end of the last segment or all of it. */
    private static List<String> withoutSuffix(List<String> segments) {
        if (segments.isEmpty()) {
            return segments;
        }
        var last = segments.getLast();
        var end = last.length() - SUFFIX.length();
        if (!last.regionMatches(true, end, SUFFIX, 0, SUFFIX.length())) {
            return segments;
        }
        var shorter = new ArrayList<>(segments.subList(0, segments.size() - 1));
        if (end > 0) {
            shorter.add(last.substring(0, end));
        }
        return shorter;
    }

    private static boolean isBad(String segment) {
        return segment.equals(".")
                || segment.equals("..")
                || UNREADABLE.matcher(segment).find();
    }

    private static void escape(String segment, StringBuilder canonical) {
        canonical.append('/');
        for (var octet : segment.getBytes(UTF_8)) {
            if (isUnescaped((char) octet)) {
                canonical.append((char) octet);
            } else {
                canonical.append("%%%02X".formatted(octet));
            }
        }
    }

    private static boolean isUnescaped(char letter) {
        return (letter < 0x80 && Character.isLetterOrDigit(letter)) || UNESCAPED.indexOf(letter) >= 0;
    }
}
