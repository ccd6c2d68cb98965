package io.gitvolumereloader.agent.trigger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The annotations of a pod as kubelet writes them to a file: one {@code key="value"} a line, the value quoted as Go
 * quotes. Immutable.
 *
 * @param values what could be read
 * @param broken what stands behind the first {@code =} of each line that could not be read, by what stands before it
 * @see <a href="https://pkg.go.dev/strconv#Quote">strconv.Quote</a>
 */
record AnnotationLines(Map<String, String> values, Map<String, String> broken) {
    private static final int HEXADECIMAL = 16;

    AnnotationLines {
        values = Map.copyOf(values);
        broken = Map.copyOf(broken);
    }

    /** Reads a file's text; never throws. */
    static AnnotationLines read(String text) {
        var values = new HashMap<String, String>();
        var broken = new HashMap<String, String>();
        for (var line : text.lines().toList()) {
            var sign = line.indexOf('=');
            var key = sign < 0 ? line : line.substring(0, sign);
            var quoted = sign < 0 ? "" : line.substring(sign + 1);
            if (!line.isEmpty()) {
                unquote(quoted).ifPresentOrElse(value -> values.put(key, value), () -> broken.put(key, quoted));
            }
        }
        return new AnnotationLines(values, broken);
    }

    /** The text that {@code quoted} stands for; empty where it is not what {@code strconv.Quote} writes. */
    static Optional<String> unquote(String quoted) {
        var last = quoted.length() - 1;
        if (last < 1 || quoted.charAt(0) != '"' || quoted.charAt(last) != '"') {
            return Optional.empty();
        }
        var bytes = new ByteArrayOutputStream(quoted.length());
        var at = 1;
        while (at < last) {
            var point = quoted.codePointAt(at);
            if (point == '"') {
                return Optional.empty();
            }
            var used = point == '\\' ? unescape(quoted, at + 1, last, bytes) : Character.charCount(point);
            if (used == 0) {
                return Optional.empty();
            }
            if (point != '\\') {
                bytes.writeBytes(Character.toString(point).getBytes(UTF_8));
            }
            at += used;
        }
        return Optional.of(bytes.toString(UTF_8));
    }

    /** How many characters the escape takes, its backslash included; 0 where it is none. */
    private static int unescape(String quoted, int at, int end, ByteArrayOutputStream bytes) {
        if (at >= end) {
            return 0;
        }
        var letter = quoted.charAt(at);
        var simple = "abfnrtv\\\"".indexOf(letter);
        if (simple >= 0) {
            bytes.write("\u0007\b\f\n\r\t\u000b\\\"".charAt(simple));
            return 2;
        }
        var digits = switch (letter) {
            case 'x' -> 2;
            case 'u' -> 4;
            case 'U' -> 8;
            default -> 0;
        };
        var number = digits == 0 ? -1 : hexadecimal(quoted, at + 1, Math.min(end, at + 1 + digits), digits);
        if (number < 0 || number > Character.MAX_CODE_POINT || isHalf(number)) {
            return 0;
        }
        if (letter == 'x') {
            bytes.write((int) number); // One byte, of which several may make a character.
        } else {
            bytes.writeBytes(Character.toString((int) number).getBytes(UTF_8));
        }
        return 2 + digits;
    }

    private static boolean isHalf(long number) {
        return number >= Character.MIN_SURROGATE && number <= Character.MAX_SURROGATE;
    }

    private static long hexadecimal(String text, int from, int to, int digits) {
        if (to - from != digits) {
            return -1;
        }
        var number = 0L;
        for (var at = from; at < to; at++) {
            var digit = Character.digit(text.charAt(at), HEXADECIMAL);
            if (digit < 0) {
                return -1;
            }
            number = number * HEXADECIMAL + digit;
        }
        return number;
    }
}
