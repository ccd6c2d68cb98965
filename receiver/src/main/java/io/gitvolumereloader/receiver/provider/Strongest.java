package io.gitvolumereloader.receiver.provider;

import io.gitvolumereloader.receiver.hook.Delivery;
import io.gitvolumereloader.receiver.hook.Secret;
import io.gitvolumereloader.receiver.hook.Verdict;
import java.util.List;
import java.util.Optional;

/**
 * Signatures where any secret of the endpoint is a signing token, and then nothing weaker from anybody; else a plain
 * token. What a sender sends does not choose.
 */
record Strongest(SigningToken signature, Token token) implements Scheme {
    private static final String TOKEN = "token";
    private static final String SIGNING_TOKEN = "signing-token";

    @Override
    public Optional<Verdict.Rejected> precheck(Delivery headers, List<Secret> secrets) {
        return chosen(secrets).precheck(headers, secrets);
    }

    @Override
    public boolean isProvenByHeaders(Delivery headers, List<Secret> secrets) {
        return chosen(secrets).isProvenByHeaders(headers, secrets);
    }

    @Override
    public Verdict check(Delivery delivery, List<Secret> secrets) {
        return chosen(secrets).check(delivery, secrets);
    }

    @Override
    public List<String> kinds() {
        return List.of(TOKEN, SIGNING_TOKEN);
    }

    @Override
    public List<Secret> idle(List<Secret> secrets) {
        return secrets.stream().anyMatch(SigningToken::isKey)
                ? secrets.stream().filter(secret -> !SigningToken.isKey(secret)).toList()
                : List.of();
    }

    @Override
    public Optional<String> objection(Secret secret) {
        if (secret.kind().equals(SigningToken.isKey(secret) ? TOKEN : SIGNING_TOKEN)) {
            return Optional.of(
                    "a signing token begins with whsec_, and any other secret is a token; mend kind, or leave it out");
        }
        return SigningToken.isKey(secret) ? signature.objection(secret) : token.objection(secret);
    }

    private Scheme chosen(List<Secret> secrets) {
        return secrets.stream().anyMatch(SigningToken::isKey) ? signature : token;
    }
}
