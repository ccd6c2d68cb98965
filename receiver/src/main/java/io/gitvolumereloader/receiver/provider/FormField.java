package io.gitvolumereloader.receiver.provider;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * The only field of a body in {@code application/x-www-form-urlencoded}, as the <a
 * href="https://url.spec.whatwg.org/#urlencoded-parsing">URL Standard</a> reads it, but strictly.
 *
 * @param name letters and digits only
 */
record FormField(String name) {
    /** The media type of such a body. */
    static final String MEDIA_TYPE = "application/x-www-form-urlencoded";

    /**
     * The field's decoded bytes; empty where the body does not consist of this field alone, as providers send it, or is
     * badly encoded. So no signed JSON can be passed off as a form with another field before this one.
     */
    Optional<byte[]> in(byte[] body) {
        var start = (name + "=").getBytes(US_ASCII);
        var begins = body.length >= start.length && Arrays.equals(body, 0, start.length, start, 0, start.length);
        return begins && isOne(body) ? decode(Arrays.copyOfRange(body, start.length, body.length)) : Optional.empty();
    }

    private static boolean isOne(byte[] body) {
        for (var octet : body) {
            if (octet == '&') {
                return false;
            }
        }
        return true;
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
