package io.gitvolumereloader.receiver.provider;

import java.util.List;
import java.util.Optional;

/**
 * Anything that can sign JSON of our own by an HMAC: a hook in a bare repository, a pipeline, a proxy.
 *
 * <p>Its five fields are {@code repository} (a URL), {@code ref} (a full name), {@code before} and {@code after}
 * (object names, all-zero for none, both may be missing) and {@code delivery} (what to call it, may be missing).
 */
public final class Generic extends DescribedProvider {
    /** A hash function of which an HMAC is made. */
    public enum Algorithm {
        /** SHA-256. */
        SHA256("HmacSHA256", 32),
        /** SHA-384. */
        SHA384("HmacSHA384", 48),
        /** SHA-512. */
        SHA512("HmacSHA512", 64);

        private final String mac;
        private final int bytes;

        Algorithm(String mac, int bytes) {
            this.mac = mac;
            this.bytes = bytes;
        }
    }

    private static final Reading PUSH = Pushes.one(
            Identity.of("/repository"), Change.of("/ref").before("/before").after("/after"));

    /**
     * A sender of our own JSON.
     *
     * @param header the header with the signature of the raw body
     * @param prefix what stands before the signature there; empty for nothing
     * @param encoding how the signature is spelled
     * @param algorithm by what it is made; the sender has no say in it
     */
    public Generic(String header, Optional<String> prefix, Encoding encoding, Algorithm algorithm) {
        super(Description.of(
                        "generic",
                        new Hmac(algorithm.mac, algorithm.bytes, encoding, prefix.orElse(""), List.of(header)),
                        PUSH)
                .idIn("/delivery"));
    }
}
