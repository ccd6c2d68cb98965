package io.gitvolumereloader.receiver.oidc;

import java.io.IOException;
import java.util.Optional;

/** Where an issuer of tokens publishes its keys. Safe for many threads. */
@FunctionalInterface
public interface KeyServer {
    /** What to accept: keys, or what else is written as JSON. */
    String MEDIA_TYPES = "application/jwk-set+json, application/json";

    /**
     * The keys by which it signs now. Blocks, for some ten seconds at most.
     *
     * @throws IOException if they can't be had; the message names object and cause, and is fit for a log
     */
    KeySet fetch() throws IOException;

    /** Whose keys they are, as far as that is known before they are fetched. */
    default Optional<String> issuer() {
        return Optional.empty();
    }
}
