package io.gitvolumereloader.receiver.oidc;

import io.gitvolumereloader.receiver.hook.Printable;
import io.gitvolumereloader.receiver.hook.Verdict;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.jwt.consumer.JwtContext;
import org.jose4j.lang.JoseException;

/**
 * Checks tokens of one issuer for one audience: <a href="https://www.rfc-editor.org/rfc/rfc7519">JSON Web Tokens</a>
 * with <a href="https://www.rfc-editor.org/rfc/rfc8725">best current practices</a>, signed by RS256, PS256, ES256 or
 * EdDSA, whatever the token asks for. All that needs no key is checked first, so that a forgery costs no request. Safe
 * for many threads.
 */
public final class Tokens {
    private static final int MAX_LENGTH = 8192;
    private static final int MAX_NAME = 512;
    private static final int MAX_REASON = 240;
    private static final int LEEWAY_SECONDS = 60;
    private static final Pattern COMPACT = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");
    private static final AlgorithmConstraints ALGORITHMS = new AlgorithmConstraints(
            ConstraintType.PERMIT,
            AlgorithmIdentifiers.RSA_USING_SHA256,
            AlgorithmIdentifiers.RSA_PSS_USING_SHA256,
            AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256,
            AlgorithmIdentifiers.EDDSA);

    private final Optional<String> audience;
    private final KnownKeys keys;
    private final InstantSource clock;

    /**
     * @param audience for whom a token has to be; where nobody says, no token is good
     * @param server where the issuer's keys are
     * @param clock tells whether a token is valid now
     * @param nanos tells how old keys are, like {@link System#nanoTime()}
     */
    public Tokens(Optional<String> audience, KeyServer server, InstantSource clock, LongSupplier nanos) {
        this(audience, new KnownKeys(server, nanos), clock);
    }

    private Tokens(Optional<String> audience, KnownKeys keys, InstantSource clock) {
        this.audience = audience;
        this.keys = keys;
        this.clock = clock;
    }

    /** The same, with the same keys, by another clock. */
    public Tokens at(InstantSource otherClock) {
        return new Tokens(audience, keys, otherClock);
    }

    /** The same for somebody who may ask nobody: no token is proved. */
    public Tokens alone() {
        return new Tokens(audience, new KnownKeys(new Nobody(keys.issuer()), () -> 0), clock);
    }

    /** Whether there are tokens that are good. */
    public boolean areExpected() {
        return audience.isPresent();
    }

    /** What {@code text} claims to be. Does not block. */
    public Presented read(String text) {
        if (audience.isEmpty()) {
            return new Presented.Unfit("no token is for us, since receiver.oidc.audience is not set");
        }
        if (text.length() > MAX_LENGTH || !COMPACT.matcher(text).matches()) {
            return new Presented.Unfit("the bearer token is no signed JSON Web Token");
        }
        try {
            var token = new JsonWebSignature();
            token.setAlgorithmConstraints(ALGORITHMS);
            token.setCompactSerialization(text);
            token.getAlgorithm();
            return claim(claims(token.getUnverifiedPayload(), audience.get()), token);
        } catch (InvalidJwtException e) {
            return new Presented.Unfit(reason(e));
        } catch (JoseException | MalformedClaimException | RuntimeException _) {
            // The library casts what it has parsed, so that a number as alg is a ClassCastException.
            return new Presented.Unfit(
                    "the token's head is no JSON, or it is signed by something else than RS256, PS256,"
                            + " ES256 or EdDSA");
        }
    }

    /**
     * What there is to say against {@code claim}; empty where the issuer has signed it. May block for fifteen seconds.
     */
    public Optional<Verdict> objection(Presented.Claim claim) {
        try {
            var all = keys.with(claim.keyId());
            if (!all.issuer().equals(claim.issuer())) {
                return rejected("the token is of another issuer: receiver.oidc.issuer says which one counts");
            }
            return all.haveSigned(claim.token())
                    ? Optional.empty()
                    : rejected("the token's signature fits no key that its issuer has now");
        } catch (IOException e) {
            return Optional.of(new Verdict.Undecided(
                    "no keys of the token's issuer: " + Printable.of(String.valueOf(e.getMessage()), MAX_REASON)));
        }
    }

    private JwtClaims claims(String payload, String expected) throws InvalidJwtException {
        var claims = JwtClaims.parse(payload);
        new JwtConsumerBuilder()
                .setDisableRequireSignature() // that comes later
                .setEvaluationTime(NumericDate.fromMilliseconds(clock.millis()))
                .setAllowedClockSkewInSeconds(LEEWAY_SECONDS)
                .setRequireExpirationTime()
                .setRequireSubject()
                .setExpectedAudience(true, expected)
                .setExpectedIssuer(true, keys.issuer().orElse(null))
                .build()
                .processContext(new JwtContext(claims, List.of()));
        return claims;
    }

    private static Presented claim(JwtClaims claims, JsonWebSignature token) throws MalformedClaimException {
        var id = token.getKeyIdHeaderValue();
        return id == null || id.isEmpty() || id.length() > MAX_NAME
                ? new Presented.Unfit("the token does not name its key, by kid")
                : new Presented.Claim(claims.getIssuer(), claims.getSubject(), id, token);
    }

    /** In our words, since those of the library quote the token. */
    private static String reason(InvalidJwtException e) {
        if (e.hasErrorCode(ErrorCodes.AUDIENCE_INVALID) || e.hasErrorCode(ErrorCodes.AUDIENCE_MISSING)) {
            return "the token is not for the audience that receiver.oidc.audience names";
        }
        if (e.hasErrorCode(ErrorCodes.ISSUER_INVALID)) {
            return "the token is of another issuer: receiver.oidc.issuer says which one counts";
        }
        if (e.hasErrorCode(ErrorCodes.EXPIRED)) {
            return "the token has expired";
        }
        if (e.hasErrorCode(ErrorCodes.NOT_YET_VALID)) {
            return "the token is not valid yet: compare the clocks";
        }
        return "the token is no JSON, or lacks one of iss, sub, aud and exp";
    }

    private record Nobody(Optional<String> issuer) implements KeyServer {
        @Override
        public KeySet fetch() throws IOException {
            throw new IOException("only the server asks for them, and what the token claims is in order");
        }
    }

    private static Optional<Verdict> rejected(String reason) {
        return Optional.of(new Verdict.Rejected(reason));
    }
}
