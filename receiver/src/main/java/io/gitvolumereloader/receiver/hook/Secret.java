package io.gitvolumereloader.receiver.hook;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A webhook secret, shared with a provider, and what it is good for; its bytes are never printed. Immutable. */
public final class Secret {
    /** The kind of a secret where the provider has only one. */
    public static final String PLAIN = "";

    private final String name;
    private final String kind;
    private final byte[] bytes;
    private final Scope scope;
    private final Map<String, String> options;

    /** A secret without a name, of the provider's only kind, which may speak for everything. */
    public Secret(byte[] bytes) {
        this("unnamed", PLAIN, bytes, Scope.EVERYTHING, Map.of());
    }

    /**
     * Copies {@code bytes} and {@code options}.
     *
     * @param name what people call it, such as the name of its file; no secret, and fit for a log
     * @param kind how the provider uses it, such as {@code token}; {@link #PLAIN} where there is only one way
     * @param scope whom a delivery that this secret authenticates may speak for
     * @param options what else the provider has to know, by names that the provider defines
     * @throws IllegalArgumentException if there are no bytes: an empty secret would let anybody in
     */
    public Secret(String name, String kind, byte[] bytes, Scope scope, Map<String, String> options) {
        if (bytes.length == 0) {
            throw new IllegalArgumentException("a secret has at least one byte");
        }
        this.name = name;
        this.kind = kind;
        this.bytes = bytes.clone();
        this.scope = scope;
        this.options = Map.copyOf(options);
    }

    /** What people call it. */
    public String name() {
        return name;
    }

    /** How the provider uses it. */
    public String kind() {
        return kind;
    }

    /** A copy of the secret's bytes, as the provider uses them for its key. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** Whom a delivery that this secret authenticates may speak for. */
    public Scope scope() {
        return scope;
    }

    /** What else the provider has to know. */
    public Map<String, String> options() {
        return options;
    }

    /** Whether {@code other} has the same bytes, found out in a time that does not depend on where they differ. */
    public boolean hasBytesOf(Secret other) {
        return MessageDigest.isEqual(bytes, other.bytes);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Secret secret
                && hasBytesOf(secret)
                && name.equals(secret.name)
                && kind.equals(secret.kind)
                && scope.equals(secret.scope)
                && options.equals(secret.options);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "Secret[" + name + ", hidden]";
    }
}
