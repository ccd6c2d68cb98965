package io.gitvolumereloader.receiver.provider;

import io.gitvolumereloader.receiver.hook.Delivery;
import io.gitvolumereloader.receiver.hook.Secret;
import io.gitvolumereloader.receiver.hook.Verdict;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A signature that is an HMAC-SHA256 of the raw body, in hexadecimal digits.
 *
 * @param header the header that carries it
 * @param prefix what stands before the digits
 */
record HmacSha256(String header, String prefix) {
    private static final String ALGORITHM = "HmacSHA256";
    private static final Pattern DIGITS = Pattern.compile("[0-9a-f]{64}");

    /** Tries all secrets, in a time that does not depend on which one fits or on how much of the signature does. */
    Verdict check(Delivery delivery, List<Secret> secrets) {
        var fault = fault(delivery);
        if (fault.isPresent()) {
            return fault.get();
        }
        var signature = Objects.requireNonNull(delivery.header(header));
        var claimed = HexFormat.of().parseHex(signature.substring(prefix.length()));
        Secret by = null;
        for (var secret : secrets) {
            by = MessageDigest.isEqual(claimed, mac(secret, delivery.body())) ? secret : by;
        }
        return by != null
                ? new Verdict.Authentic(by)
                : new Verdict.Rejected("the signature fits none of " + secrets.size()
                        + " secrets: compare the webhook's secret with the receiver's");
    }

    /** What is wrong with the header, whatever the body. */
    Optional<Verdict.Rejected> fault(Delivery delivery) {
        var signature = delivery.header(header);
        if (signature == null) {
            return Optional.of(new Verdict.Rejected("no " + header + " header: does the webhook have a secret?"));
        }
        if (!signature.startsWith(prefix)
                || !DIGITS.matcher(signature.substring(prefix.length())).matches()) {
            return Optional.of(new Verdict.Rejected(header + " is not " + prefix + " and 64 hexadecimal digits"));
        }
        return Optional.empty();
    }

    private static byte[] mac(Secret secret, byte[] body) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.bytes(), ALGORITHM));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}
