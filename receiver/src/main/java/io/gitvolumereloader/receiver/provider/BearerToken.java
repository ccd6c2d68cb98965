package io.gitvolumereloader.receiver.provider;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.gitvolumereloader.receiver.hook.Delivery;
import io.gitvolumereloader.receiver.hook.Secret;
import io.gitvolumereloader.receiver.hook.Verdict;
import io.gitvolumereloader.receiver.oidc.Presented;
import io.gitvolumereloader.receiver.oidc.Tokens;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A token of OpenID Connect in the Authorization header (<a
 * href="https://www.rfc-editor.org/rfc/rfc6750#section-2.1">RFC 6750</a>). The "secret" is no secret: it is the subject
 * that may send. The token protects no body, and is good for anything until it expires: only behind TLS.
 *
 * @param tokens checks them
 */
record BearerToken(Tokens tokens) implements Scheme {
    private static final String HEADER = "Authorization";
    private static final String SCHEME = "bearer ";
    private static final String SERVICE_ACCOUNT = "system:serviceaccount:";
    private static final Pattern SUBJECT = Pattern.compile("[!-~]{1,255}");

    /** Whether {@code secret} is a subject of Kubernetes, by its first letters. */
    static boolean isServiceAccount(Secret secret) {
        return new String(secret.bytes(), US_ASCII).startsWith(SERVICE_ACCOUNT);
    }

    @Override
    public Optional<Verdict.Rejected> precheck(Delivery headers, List<Secret> secrets) {
        return switch (presented(headers)) {
            case Presented.Unfit(var reason) -> Optional.of(new Verdict.Rejected(reason));
            case Presented.Claim claim ->
                named(claim, secrets) instanceof Verdict.Rejected rejected ? Optional.of(rejected) : Optional.empty();
        };
    }

    @Override
    public Verdict check(Delivery delivery, List<Secret> secrets) {
        return switch (presented(delivery)) {
            case Presented.Unfit(var reason) -> new Verdict.Rejected(reason);
            case Presented.Claim claim -> {
                var named = named(claim, secrets);
                yield named instanceof Verdict.Authentic
                        ? tokens.objection(claim).orElse(named)
                        : named;
            }
        };
    }

    @Override
    public boolean asksOthers() {
        return tokens.areExpected();
    }

    @Override
    public Optional<String> objection(Secret secret) {
        if (!tokens.areExpected()) {
            return Optional.of(
                    "a secret of the kind oidc needs the setting receiver.oidc.audience: set it to the audience"
                            + " that the sender's tokens are for");
        }
        return SUBJECT.matcher(new String(secret.bytes(), US_ASCII)).matches()
                ? Optional.empty()
                : Optional.of(
                        "a secret of the kind oidc is the subject of the sender's tokens, at most 255 letters such"
                                + " as system:serviceaccount:<namespace>:<name>");
    }

    private Presented presented(Delivery delivery) {
        var credentials = delivery.header(HEADER);
        if (credentials == null) {
            return new Presented.Unfit("neither a secret at the end of the URL nor an Authorization header");
        }
        if (!credentials.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            return new Presented.Unfit("Authorization is no Bearer token");
        }
        return tokens.read(credentials.substring(SCHEME.length()));
    }

    private static Verdict named(Presented.Claim claim, List<Secret> secrets) {
        return Proof.bySame(secrets, claim.subject().getBytes(UTF_8), "the subject of the token");
    }
}
