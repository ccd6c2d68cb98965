package io.gitvolumereloader.receiver.oidc;

import org.jose4j.jws.JsonWebSignature;

/** What somebody presents as a token. */
public sealed interface Presented {
    /**
     * A token that claims what it has to. Nobody has proved it yet.
     *
     * @param keyId the key by which it says that it is signed
     * @param token what was presented; for one thread only
     */
    record Claim(String issuer, String subject, String keyId, JsonWebSignature token) implements Presented {
        /** The subject is no secret, but not proved either; the token is one. */
        @Override
        public String toString() {
            return "Claim[hidden]";
        }
    }

    /** No token that could be good; {@code reason} is fit for a log and quotes nothing. */
    record Unfit(String reason) implements Presented {}
}
