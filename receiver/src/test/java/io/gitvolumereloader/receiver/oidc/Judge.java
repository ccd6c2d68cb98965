package io.gitvolumereloader.receiver.oidc;

import io.gitvolumereloader.receiver.hook.Verdict;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Says of tokens in a word what is wrong with them, and counts how often the issuer is asked for that. */
final class Judge {
    static final String GOOD = "good";

    final AtomicInteger fetches = new AtomicInteger();
    final Tokens tokens = new Tokens(Optional.of(Issuer.AUDIENCE), server(), InstantSource.fixed(Issuer.NOW), () -> 0);

    String judged(String text) {
        return judged(tokens, text);
    }

    static String judged(Tokens tokens, String text) {
        return switch (tokens.read(text)) {
            case Presented.Unfit(var reason) -> reason;
            case Presented.Claim claim -> word(tokens.objection(claim));
        };
    }

    private static String word(Optional<Verdict> objection) {
        return switch (objection.orElse(null)) {
            case null -> GOOD;
            case Verdict.Rejected(var reason) -> reason;
            case Verdict.Undecided(var reason) -> "undecided: " + reason;
            case Verdict.Harmless _, Verdict.Authentic _ -> throw new AssertionError("no objection is an approval");
        };
    }

    private KeyServer server() {
        return new KeyServer() {
            @Override
            public KeySet fetch() {
                fetches.incrementAndGet();
                return Issuer.keys(Issuer.RSA, Issuer.EC, Issuer.ED);
            }

            @Override
            public Optional<String> issuer() {
                return Optional.of(Issuer.NAME);
            }
        };
    }
}
