package io.gitvolumereloader.local.repository;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs deliveries as GitHub does.
 *
 * @param secret what sender and receiver share
 * @see <a href="https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries">GitHub: Validating
 *     webhook deliveries</a>
 */
record Signature(String secret) {
    private static final String ALGORITHM = "HmacSHA256";

    /** The value of {@code X-Hub-Signature-256} for this body. */
    String of(byte[] body) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), ALGORITHM));
            return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JDK lacks " + ALGORITHM, e);
        }
    }

    @Override
    public String toString() {
        return "Signature[secret=…]";
    }
}
