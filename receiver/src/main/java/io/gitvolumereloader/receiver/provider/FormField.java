package io.gitvolumereloader.receiver.provider;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * A field of a body in {@code application/x-www-form-urlencoded}, as the <a
 * href="https://url.spec.whatwg.org/#urlencoded-parsing">URL Standard</a> reads it, but strictly.
 *
 * @param name letters and digits only
 */
record FormField(String name) {
    /** The media type of such a body. */
    static final String MEDIA_TYPE = "application/x-www-form-urlencoded";

    /** The field's decoded bytes; empty where it is missing, doubled or badly encoded. */
    Optional<byte[]> in(byte[] body) {
        var start = (name + "=").getBytes(US_ASCII);
        byte[] value = null;
        for (var from = 0; from <= body.length; ) {
            var to = end(body, from);
            if (to - from >= start.length && Arrays.equals(body, from, from + start.length, start, 0, start.length)) {
                if (value != null) {
                    return Optional.empty();
                }
                value = Arrays.copyOfRange(body, from + start.length, to);
            }
            from = to + 1;
        }
        return value == null ? Optional.empty() : decode(value);
    }

    private static int end(byte[] body, int from) {
        var end = from;
        while (end < body.length && body[end] != '&') {
            end++;
        }
        return end;
    }

    private static Optional<byte[]> decode(byte[] value) {
        var decoded = new ByteArrayOutputStream(value.length);
        for (var i = 0; i < value.length; i++) {
            if (value[i] == '+') {
                decoded.write(' ');
            } else if (value[i] != '%') {
                decoded.write(value[i]);
            } else {
                var high = i + 1 < value.length ? Character.digit(value[i + 1], 16) : -1;
                var low = i + 2 < value.length ? Character.digit(value[i + 2], 16) : -1;
                if (high < 0 || low < 0) {
                    return Optional.empty();
                }
                decoded.write(high << 4 | low);
                i += 2;
            }
        }
        return Optional.of(decoded.toByteArray());
    }
}
