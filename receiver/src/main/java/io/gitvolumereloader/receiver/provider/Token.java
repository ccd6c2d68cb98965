package io.gitvolumereloader.receiver.provider;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.gitvolumereloader.receiver.hook.Delivery;
import io.gitvolumereloader.receiver.hook.Secret;
import io.gitvolumereloader.receiver.hook.Verdict;
import java.util.List;
import java.util.Optional;

/**
 * The secret itself in a header, byte by byte: HTTP hands over each as one letter of Latin-1. It protects no body, and
 * whoever sees one delivery can make others: only behind TLS.
 *
 * @param header the header that carries it
 */
record Token(String header) implements Scheme {
    @Override
    public Optional<Verdict.Rejected> precheck(Delivery headers, List<Secret> secrets) {
        return check(headers, secrets) instanceof Verdict.Rejected rejected ? Optional.of(rejected) : Optional.empty();
    }

    @Override
    public boolean isProvenByHeaders(Delivery headers, List<Secret> secrets) {
        return true;
    }

    @Override
    public Verdict check(Delivery delivery, List<Secret> secrets) {
        var token = delivery.header(header);
        if (token == null) {
            return new Verdict.Rejected("no " + header + " header: does the webhook have a secret?");
        }
        return Proof.bySame(secrets, token.getBytes(ISO_8859_1), "the token in " + header);
    }
}
