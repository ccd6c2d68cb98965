package io.gitvolumereloader.receiver.provider;

import io.gitvolumereloader.receiver.hook.Delivery;
import io.gitvolumereloader.receiver.hook.Secret;
import io.gitvolumereloader.receiver.hook.Verdict;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;

/**
 * A signature in a header that is the HMAC of what the provider signs, with the secret's bytes as its key.
 *
 * @param algorithm as Java calls it, such as {@code HmacSHA256}
 * @param bytes how many bytes such a code has
 * @param encoding how they are spelled
 * @param prefix what stands before them
 * @param headers the headers that carry it; the first of them that a delivery has counts
 */
record Hmac(String algorithm, int bytes, Encoding encoding, String prefix, List<String> headers) implements Scheme {
    Hmac {
        headers = List.copyOf(headers);
    }

    /** HMAC-SHA256 in hexadecimal digits, by far the most common. */
    static Hmac sha256(String prefix, String... headers) {
        return new Hmac("HmacSHA256", 32, Encoding.HEX, prefix, List.of(headers));
    }

    @Override
    public Optional<Verdict.Rejected> precheck(Delivery delivery, List<Secret> secrets) {
        return claimed(delivery).isPresent() ? Optional.empty() : Optional.of(fault(delivery));
    }

    @Override
    public Verdict check(Delivery delivery, List<Secret> secrets) {
        return claimed(delivery)
                .map(claimed -> Proof.by(
                        secrets,
                        secret -> MessageDigest.isEqual(claimed, Proof.mac(algorithm, secret.bytes(), delivery.body())),
                        "the signature"))
                .orElseGet(() -> fault(delivery));
    }

    private Optional<byte[]> claimed(Delivery delivery) {
        return delivery.first(headers)
                .filter(signature -> signature.startsWith(prefix))
                .flatMap(signature -> encoding.decode(signature.substring(prefix.length())))
                .filter(claimed -> claimed.length == bytes);
    }

    private Verdict.Rejected fault(Delivery delivery) {
        return delivery.first(headers).isEmpty()
                ? new Verdict.Rejected("no " + headers.getFirst() + " header: does the webhook have a secret?")
                : new Verdict.Rejected(
                        "%s is not '%s' and the %s of %d bytes".formatted(headers.getFirst(), prefix, encoding, bytes));
    }
}
