package io.gitvolumereloader.receiver.hook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The path of a repository's URL in one spelling: percent-encoding, slashes, {@code .git} and case made equal. */
final class RepositoryPath {
    private static final Pattern FORBIDDEN = Pattern.compile("[\\x00-\\x1f\\x7f\\\\?#\"]|%(?![0-9A-Fa-f]{2})");
    private static final Pattern ESCAPE = Pattern.compile("%([0-9A-Fa-f]{2})");
    private static final Pattern UNRESERVED = Pattern.compile("[A-Za-z0-9._~-]");
    private static final HexFormat HEX = HexFormat.of().withPrefix("%");

    private RepositoryPath() {}

    /** Empty where nothing is left, and where the path has a query, a fragment, control characters or dot segments. */
    static Optional<String> canonical(String path) {
        if (FORBIDDEN.matcher(path).find()) {
            return Optional.empty();
        }
        var segments = Arrays.stream(encodeOthers(decodeUnreserved(path)).split("/"))
                .filter(segment -> !segment.isEmpty())
                .toList();
        if (segments.contains(".") || segments.contains("..")) {
            return Optional.empty();
        }
        var joined = String.join("/", segments).toLowerCase(Locale.ROOT);
        return Optional.of(withoutSuffix(joined)).filter(rest -> !rest.isEmpty());
    }

    private static String decodeUnreserved(String path) {
        return ESCAPE.matcher(path).replaceAll(escape -> {
            var decoded = Character.toString(HexFormat.fromHexDigits(escape.group(1)));
            return UNRESERVED.matcher(decoded).matches() ? decoded : escape.group();
        });
    }

    /** Blanks and letters beyond ASCII are spelled as browsers send them. */
    private static String encodeOthers(String path) {
        return path.codePoints()
                .mapToObj(Character::toString)
                .map(letter -> letter.codePointAt(0) > ' ' && letter.codePointAt(0) < 0x7f ? letter : encode(letter))
                .collect(Collectors.joining());
    }

    private static String encode(String letter) {
        return HEX.formatHex(letter.getBytes(UTF_8));
    }

    private static String withoutSuffix(String path) {
        if (path.equals(".git")) {
            return "";
        }
        if (path.endsWith("/.git")) {
            return path.substring(0, path.length() - "/.git".length());
        }
        return path.endsWith(".git") ? path.substring(0, path.length() - ".git".length()) : path;
    }
}
