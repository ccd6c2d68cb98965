package io.gitvolumereloader.receiver.provider;

import io.gitvolumereloader.receiver.hook.Delivery;
import io.gitvolumereloader.receiver.hook.Secret;
import io.gitvolumereloader.receiver.hook.Verdict;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
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
        var signature = delivery.header(header);
        if (signature == null) {
            return new Verdict.Rejected("no " + header + " header: does the webhook have a secret?");
        }
        if (!signature.startsWith(prefix)
                || !DIGITS.matcher(signature.substring(prefix.length())).matches()) {
            return new Verdict.Rejected(header + " is not " + prefix + " and 64 hexadecimal digits");
        }
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
