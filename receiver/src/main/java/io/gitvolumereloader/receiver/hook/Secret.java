package io.gitvolumereloader.receiver.hook;

import java.security.MessageDigest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A webhook secret, shared with a provider; never printed. Immutable. */
public final class Secret {
    private final byte[] bytes;

    /**
     * Copies {@code bytes}.
     *
     * @throws IllegalArgumentException if there are none: an empty secret would let anybody in
     */
    public Secret(byte[] bytes) {
        if (bytes.length == 0) {
            throw new IllegalArgumentException("a secret has at least one byte");
        }
        this.bytes = bytes.clone();
    }

    /** A copy of the secret's bytes, as the provider uses them for its key. */
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Secret secret && MessageDigest.isEqual(bytes, secret.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "Secret[hidden]";
    }
}
