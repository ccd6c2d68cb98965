package io.gitvolumereloader.receiver.provider;

import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/** How the bytes of a signature are spelled. Reads one spelling of them and no other. */
public enum Encoding {
    /** Hexadecimal digits in lower case. */
    HEX {
        @Override
        byte[] bytes(String text) {
            return HexFormat.of().parseHex(text);
        }

        @Override
        String text(byte[] bytes) {
            return HexFormat.of().formatHex(bytes);
        }
    },
    /** Base64 of RFC 4648, section 4, with padding. */
    BASE64 {
        @Override
        byte[] bytes(String text) {
            return Base64.getDecoder().decode(text);
        }

        @Override
        String text(byte[] bytes) {
            return Base64.getEncoder().encodeToString(bytes);
        }
    };

    /** Empty where {@code text} is not exactly how these bytes are spelled. */
    Optional<byte[]> decode(String text) {
        try {
            return Optional.of(bytes(text)).filter(bytes -> text(bytes).equals(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** @throws IllegalArgumentException if {@code text} is spelled otherwise; not for every such text */
    abstract byte[] bytes(String text);

    abstract String text(byte[] bytes);
}
