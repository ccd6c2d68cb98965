package io.gitvolumereloader.receiver.oidc;

import java.io.IOException;
import java.util.List;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.VerificationJwkSelector;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/**
 * The public keys of an issuer, as <a href="https://www.rfc-editor.org/rfc/rfc7517#section-5">RFC 7517</a> writes them.
 * Immutable.
 */
public final class KeySet {
    private final String issuer;
    private final List<JsonWebKey> keys;

    private KeySet(String issuer, List<JsonWebKey> keys) {
        this.issuer = issuer;
        this.keys = List.copyOf(keys);
    }

    /**
     * The keys in {@code json}; those of unknown types are left out.
     *
     * @param issuer whose they are, as its tokens write it
     * @throws IOException if it is no set of keys
     */
    public static KeySet of(String issuer, String json) throws IOException {
        try {
            return new KeySet(issuer, new JsonWebKeySet(json).getJsonWebKeys());
        } catch (JoseException | ClassCastException e) {
            throw new IOException("what the issuer sends is no set of keys", e);
        }
    }

    /** Whose they are. */
    public String issuer() {
        return issuer;
    }

    /** Whether there is a key of that name. */
    public boolean has(String id) {
        return keys.stream().anyMatch(key -> id.equals(key.getKeyId()));
    }

    /** Whether one of the keys that the token names has signed it; constraints of algorithms are the token's. */
    boolean haveSigned(JsonWebSignature token) {
        try {
            return new VerificationJwkSelector()
                    .selectList(token, keys).stream().anyMatch(key -> hasSigned(key, token));
        } catch (JoseException | RuntimeException _) {
            return false;
        }
    }

    private static boolean hasSigned(JsonWebKey key, JsonWebSignature token) {
        try {
            token.setKey(key.getKey());
            return token.verifySignature();
        } catch (JoseException | RuntimeException _) {
            return false; // a key of another type or size than the algorithm wants, or a head of odd types
        }
    }
}
