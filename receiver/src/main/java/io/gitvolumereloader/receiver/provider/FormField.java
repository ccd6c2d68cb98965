package io.gitvolumereloader.receiver.provider;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.Arrays;
import java.util.Optional;

/** A field of a body in {@code application/x-www-form-urlencoded}. */
record FormField(String name) {
    /** The media type of such a body. */
    static final String MEDIA_TYPE = "application/x-www-form-urlencoded";

    /** The field's decoded value; empty where it is missing, doubled or badly encoded. */
    Optional<String> in(byte[] body) {
        var values = Arrays.stream(new String(body, UTF_8).split("&"))
                .filter(field -> field.startsWith(name + "="))
                .map(field -> field.substring(name.length() + 1))
                .toList();
        return values.size() == 1 ? decode(values.getFirst()) : Optional.empty();
    }

    private static Optional<String> decode(String value) {
        try {
            return Optional.of(URLDecoder.decode(value, UTF_8));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
