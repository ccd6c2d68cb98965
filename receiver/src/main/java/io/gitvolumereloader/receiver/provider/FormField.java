package io.gitvolumereloader.receiver.provider;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.Optional;

/**
 * The only field of a body in {@code application/x-www-form-urlencoded}, as the <a
 * href="https://url.spec.whatwg.org/#urlencoded-parsing">URL Standard</a> reads it, but strictly.
 *
 * @param name letters and digits only
 */
record FormField(String name) {
    /**
     * The field's decoded bytes, in an array of just their size; empty where the body does not consist of this field
     * alone, as providers send it, or is badly encoded. So no signed JSON can be passed off as a form with another
     * field before this one.
     */
    Optional<byte[]> in(byte[] body) {
        var start = (name + "=").getBytes(US_ASCII);
        var begins = body.length >= start.length && Arrays.equals(body, 0, start.length, start, 0, start.length);
        return begins && isOne(body) ? decode(body, start.length, body.length) : Optional.empty();
    }

    private static boolean isOne(byte[] body) {
        for (var octet : body) {
            if (octet == '&') {
                return false;
            }
        }
        return true;
    }

    private static Optional<byte[]> decode(byte[] body, int from, int to) {
        var decoded = new byte[decodedSize(body, from, to)];
        var size = 0;
        for (var i = from; i < to; i++) {
            if (body[i] == '+') {
                decoded[size++] = ' ';
            } else if (body[i] != '%') {
                decoded[size++] = body[i];
            } else {
                var high = i + 1 < to ? Character.digit(body[i + 1], 16) : -1;
                var low = i + 2 < to ? Character.digit(body[i + 2], 16) : -1;
                if (high < 0 || low < 0) {
                    return Optional.empty();
                }
                decoded[size++] = (byte) (high << 4 | low);
                i += 2;
            }
        }
        return Optional.of(decoded);
    }

    private static int decodedSize(byte[] body, int from, int to) {
        var size = 0;
        for (var i = from; i < to; i++) {
            size++;
            if (body[i] == '%') {
                i += 2;
            }
        }
        return size;
    }
}
