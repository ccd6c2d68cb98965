package io.gitvolumereloader.receiver.provider;

import io.gitvolumereloader.receiver.hook.Provider;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Why a request is turned away before a byte of its body is read. */
public enum Refusal {
    /** Webhooks are delivered by POST. */
    METHOD(405),
    /** The path is no provider's. */
    ENDPOINT(404),
    /** A compressed body could be a bomb. */
    ENCODING(415),
    /** The provider does not send such a thing. */
    MEDIA_TYPE(415),
    /** The body is larger than the receiver reads. */
    SIZE(413);

    private final int status;

    Refusal(int status) {
        this.status = status;
    }

    /** The HTTP status that says so. */
    public int status() {
        return status;
    }

    /**
     * The first check that fails, in the order above; empty where all pass.
     *
     * @param provider whose path it is; null where it is nobody's
     * @param header the value of a header in any spelling of its name; null where there is none
     * @param size of the body, in bytes, as far as it is announced
     * @param maxBody the largest size
     */
    public static Optional<Refusal> of(
            String method,
            @Nullable Provider provider,
            Function<String, @Nullable String> header,
            long size,
            long maxBody) {
        if (!method.equals("POST")) {
            return Optional.of(METHOD);
        }
        if (provider == null) {
            return Optional.of(ENDPOINT);
        }
        var encoding = header.apply("Content-Encoding");
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            return Optional.of(ENCODING);
        }
        var contentType = header.apply("Content-Type");
        if (contentType == null || !provider.mediaTypes().contains(MediaType.of(contentType))) {
            return Optional.of(MEDIA_TYPE);
        }
        return size > maxBody ? Optional.of(SIZE) : Optional.empty();
    }
}
