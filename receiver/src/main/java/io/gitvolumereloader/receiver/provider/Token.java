package io.gitvolumereloader.receiver.provider;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.gitvolumereloader.receiver.hook.Delivery;
import io.gitvolumereloader.receiver.hook.Secret;
import io.gitvolumereloader.receiver.hook.Verdict;
import java.util.List;

/**
 * The secret itself in a header, byte by byte: HTTP hands over each as one letter of Latin-1. It protects no body, and
 * whoever sees one delivery can make others: only behind TLS.
 *
 * @param header the header that carries it
 */
record Token(String header) implements HeaderScheme {
    @Override
    public Verdict check(Delivery delivery, List<Secret> secrets) {
        var token = delivery.header(header);
        if (token == null) {
            return new Verdict.Rejected("no " + header + " header: does the webhook have a secret?");
        }
        return Proof.bySame(secrets, token.getBytes(ISO_8859_1), "the token in " + header);
    }
}
