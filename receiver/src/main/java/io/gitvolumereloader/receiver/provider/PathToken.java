package io.gitvolumereloader.receiver.provider;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gitvolumereloader.receiver.hook.Delivery;
import io.gitvolumereloader.receiver.hook.Secret;
import io.gitvolumereloader.receiver.hook.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The secret itself at the end of the URL, for senders that can prove nothing else, or only who they are and not for
 * whom they speak. URLs end up in logs and histories: only behind TLS, and where nothing better can be had.
 *
 * @param also what has to be proved beside it, with the secret that the URL holds; empty for nothing
 */
record PathToken(Optional<Scheme> also) implements Scheme {
    private static final Pattern FIT_FOR_A_URL = Pattern.compile("[A-Za-z0-9_-]{16,128}");

    /** Nothing but the token. */
    static PathToken alone() {
        return new PathToken(Optional.empty());
    }

    /** The token, which says for whom, and {@code also}, which says who. */
    static PathToken and(Scheme also) {
        return new PathToken(Optional.of(also));
    }

    @Override
    public Optional<Verdict.Rejected> precheck(Delivery headers, List<Secret> secrets) {
        return switch (named(headers, secrets)) {
            case Verdict.Rejected rejected -> Optional.of(rejected);
            case Verdict.Authentic(var by) -> also.flatMap(scheme -> scheme.precheck(headers, List.of(by)));
            case Verdict.Harmless _, Verdict.Undecided _ -> Optional.empty();
        };
    }

    @Override
    public boolean isProvenByHeaders(Delivery headers, List<Secret> secrets) {
        return also.isEmpty() || also.get().isProvenByHeaders(headers, secrets);
    }

    @Override
    public Verdict check(Delivery delivery, List<Secret> secrets) {
        var verdict = named(delivery, secrets);
        return verdict instanceof Verdict.Authentic(var by)
                ? also.map(scheme -> scheme.check(delivery, List.of(by))).orElse(verdict)
                : verdict;
    }

    @Override
    public boolean isInPath() {
        return true;
    }

    @Override
    public boolean asksOthers() {
        return also.isPresent() && also.get().asksOthers();
    }

    @Override
    public Optional<String> objection(Secret secret) {
        return FIT_FOR_A_URL.matcher(new String(secret.bytes(), UTF_8)).matches()
                ? Optional.empty()
                : Optional.of("a secret that ends the webhook's URL has 16 to 128 letters, digits, - or _; make one by"
                        + " 'openssl rand -hex 32'");
    }

    private static Verdict named(Delivery delivery, List<Secret> secrets) {
        return delivery.pathToken()
                .map(token -> Proof.bySame(secrets, token.getBytes(UTF_8), "the token at the end of the URL"))
                .orElseGet(() -> new Verdict.Rejected("the webhook's URL does not end in the secret"));
    }
}
