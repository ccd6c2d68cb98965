package io.gitvolumereloader.local.bench.receiver;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Whole HTTP requests as GitHub sends them, made beforehand.
 *
 * @param secret of the webhook
 */
record Requests(String secret) {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int DIFFERENT = 256;

    /** A push that nobody follows has about the size of a push of one commit. */
    private static final int PADDING = 6_000;

    /** Pushes that nobody follows, rightly signed. */
    List<byte[]> authentic() {
        return IntStream.range(0, DIFFERENT)
                .mapToObj(i -> request(push(i), signature(push(i))))
                .toList();
    }

    /** The same with signatures of the right form that are wrong. */
    List<byte[]> forged() {
        return IntStream.range(0, DIFFERENT)
                .mapToObj(i -> request(push(i), changed(signature(push(i)), 0)))
                .toList();
    }

    /** The same without a signature. */
    List<byte[]> unsigned() {
        return IntStream.range(0, DIFFERENT).mapToObj(i -> request(push(i), "")).toList();
    }

    /** One push whose signature is right but for the digit at this place. */
    byte[] wrongAt(int digit) {
        return request(push(0), changed(signature(push(0)), digit));
    }

    /** The head of a forged delivery with a body of so many bytes, which follows. */
    byte[] head(long bytes) {
        return head(bytes, "0".repeat(64)).getBytes(UTF_8);
    }

    private static String push(int number) {
        return """
                {"ref":"refs/heads/main","before":"6113728f27ae82c7b1a177c8d03f9e96e0adf246","after":"%040x","deleted":false,\
                "repository":{"clone_url":"https://github.com/nobody/follows.git","default_branch":"main"},"padding":"%s"}""".formatted(number + 1, "x".repeat(PADDING));
    }

    private static byte[] request(String body, String signature) {
        return (head(body.length(), signature) + body).getBytes(UTF_8);
    }

    private static String head(long bytes, String signature) {
        return """
                POST /github HTTP/1.1\r
                Host: localhost\r
                User-Agent: GitHub-Hookshot/044aadd\r
                Content-Type: application/json\r
                X-GitHub-Event: push\r
                X-GitHub-Delivery: 72d3162e-cc78-11e3-81ab-4c9367dc0958\r
                %sContent-Length: %d\r
                \r
                """.formatted(signature.isEmpty() ? "" : "X-Hub-Signature-256: sha256=" + signature + "\r\n", bytes);
    }

    private static String changed(String signature, int digit) {
        var other = signature.charAt(digit) == '0' ? '1' : '0';
        return signature.substring(0, digit) + other + signature.substring(digit + 1);
    }

    private String signature(String body) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), ALGORITHM));
            return HexFormat.of().formatHex(mac.doFinal(body.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JDK lacks " + ALGORITHM, e);
        }
    }

    @Override
    public String toString() {
        return "Requests[secret=…]";
    }
}
