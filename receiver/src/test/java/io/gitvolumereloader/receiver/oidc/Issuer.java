package io.gitvolumereloader.receiver.oidc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;

/** Somebody who signs tokens with real keys, made for the test. */
public final class Issuer {
    /** As its tokens write it. */
    public static final String NAME = "https://issuer.example.com";

    /** For whom its tokens are. */
    public static final String AUDIENCE = "git-volume-reloader";

    /** Whom its tokens name. */
    public static final String SUBJECT = "system:serviceaccount:docs:docs-source";

    /** When its tokens are made; they are good for an hour. */
    public static final Instant NOW = Instant.parse("2025-11-20T07:30:00Z");

    static final PublicJsonWebKey RSA = key("RSA", new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4), "rsa");
    static final PublicJsonWebKey EC = key("EC", new ECGenParameterSpec("secp256r1"), "ec");
    static final PublicJsonWebKey ED = key("Ed25519", NamedParameterSpec.ED25519, "ed");

    private Issuer() {}

    /** A new key called {@code id}. */
    static PublicJsonWebKey key(String algorithm, AlgorithmParameterSpec parameters, String id) {
        try {
            var generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(parameters);
            KeyPair pair = generator.generateKeyPair();
            var key = PublicJsonWebKey.Factory.newPublicJwk(pair.getPublic());
            key.setPrivateKey(pair.getPrivate());
            key.setKeyId(id);
            return key;
        } catch (GeneralSecurityException | JoseException e) {
            throw new AssertionError(e);
        }
    }

    /** What the issuer publishes of {@code keys}. */
    static String published(PublicJsonWebKey... keys) {
        return new JsonWebKeySet(Arrays.asList(keys)).toJson(OutputControlLevel.PUBLIC_ONLY);
    }

    /** What this issuer publishes. */
    public static String published() {
        return published(RSA, EC, ED);
    }

    static KeySet keys(PublicJsonWebKey... keys) {
        try {
            return KeySet.of(NAME, published(keys));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A token in which everything is right. */
    public static String token() {
        return token(_ -> {});
    }

    /** A token in which everything is right but what {@code change} does to its claims. */
    public static String token(Consumer<JwtClaims> change) {
        return signed(claims(change).toJson(), token -> token);
    }

    /** The same, by a key that this issuer does not publish. */
    public static String tokenByUnknownKey(Consumer<JwtClaims> change) {
        return signed(claims(change).toJson(), token -> {
            token.setKeyIdHeaderValue("unknown");
            return token;
        });
    }

    /** The claims of a good token, changed. */
    static JwtClaims claims(Consumer<JwtClaims> change) {
        var claims = new JwtClaims();
        claims.setIssuer(NAME);
        claims.setSubject(SUBJECT);
        claims.setAudience(AUDIENCE);
        claims.setIssuedAt(seconds(0));
        claims.setNotBefore(seconds(0));
        claims.setExpirationTime(seconds(3600));
        change.accept(claims);
        return claims;
    }

    /** A moment so many seconds after {@link #NOW}. */
    static NumericDate seconds(long later) {
        return NumericDate.fromSeconds(NOW.getEpochSecond() + later);
    }

    /** Any payload, signed by RS256, unless {@code change} does otherwise. */
    static String signed(String payload, UnaryOperator<JsonWebSignature> change) {
        var token = new JsonWebSignature();
        token.setPayload(payload);
        token.setAlgorithmHeaderValue("RS256");
        token.setKeyIdHeaderValue("rsa");
        token.setKey(RSA.getPrivateKey());
        try {
            return change.apply(token).getCompactSerialization();
        } catch (JoseException e) {
            throw new AssertionError(e);
        }
    }
}
