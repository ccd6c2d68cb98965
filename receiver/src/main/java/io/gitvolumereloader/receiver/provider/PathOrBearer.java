package io.gitvolumereloader.receiver.provider;

import io.gitvolumereloader.receiver.hook.Delivery;
import io.gitvolumereloader.receiver.hook.Secret;
import io.gitvolumereloader.receiver.hook.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Either of two schemes, each with secrets of its own: a token at the end of the URL, and a token that an issuer has
 * signed. No secret of one kind vouches for a delivery of the other.
 */
record PathOrBearer(PathToken path, BearerToken bearer) implements Scheme {
    private static final String TOKEN = "token";
    private static final String OIDC = "oidc";

    @Override
    public Optional<Verdict.Rejected> precheck(Delivery headers, List<Secret> secrets) {
        return chosen(headers).precheck(headers, usable(headers, secrets));
    }

    @Override
    public boolean isProvenByHeaders(Delivery headers, List<Secret> secrets) {
        return chosen(headers).isProvenByHeaders(headers, usable(headers, secrets));
    }

    @Override
    public Verdict check(Delivery delivery, List<Secret> secrets) {
        return chosen(delivery).check(delivery, usable(delivery, secrets));
    }

    @Override
    public List<String> kinds() {
        return List.of(TOKEN, OIDC);
    }

    @Override
    public boolean isInPath() {
        return true;
    }

    @Override
    public boolean asksOthers() {
        return Stream.of(path, bearer).anyMatch(Scheme::asksOthers);
    }

    @Override
    public Optional<String> objection(Secret secret) {
        return isSubject(secret) ? bearer.objection(secret) : path.objection(secret);
    }

    private Scheme chosen(Delivery delivery) {
        return delivery.pathToken().isPresent() ? path : bearer;
    }

    private static List<Secret> usable(Delivery delivery, List<Secret> secrets) {
        var inPath = delivery.pathToken().isPresent();
        return secrets.stream().filter(secret -> isSubject(secret) != inPath).toList();
    }

    /** By its kind; without one by its first letters, which a token that fits into a URL can't have. */
    private static boolean isSubject(Secret secret) {
        return switch (secret.kind()) {
            case OIDC -> true;
            case Secret.PLAIN -> BearerToken.isServiceAccount(secret);
            default -> false;
        };
    }
}
