package io.gitvolumereloader.local.bench.proof;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.gitvolumereloader.receiver.hook.Delivery;
import io.gitvolumereloader.receiver.hook.Provider;
import io.gitvolumereloader.receiver.hook.Secret;
import io.gitvolumereloader.receiver.provider.AzureDevOps;
import io.gitvolumereloader.receiver.provider.BitbucketServer;
import io.gitvolumereloader.receiver.provider.Encoding;
import io.gitvolumereloader.receiver.provider.Generic;
import io.gitvolumereloader.receiver.provider.GitHub;
import io.gitvolumereloader.receiver.provider.GitLab;
import io.gitvolumereloader.receiver.provider.StandardWebhooks;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A way to prove oneself to a provider, and somebody who does.
 *
 * @param form what a secret looks like, made of 32 bytes
 * @param prover makes a delivery's headers
 */
record Proven(String name, Provider provider, UnaryOperator<byte[]> form, Prover prover) {
    private static final Instant NOW = Instant.ofEpochSecond(1_763_623_800);
    private static final InstantSource CLOCK = InstantSource.fixed(NOW);
    private static final String TIME = Long.toString(NOW.getEpochSecond());

    /** Makes the headers by which a body is proven. */
    @FunctionalInterface
    interface Prover {
        /** {@code spoil} is handed the bytes that are compared in the end, and may change them. */
        Map<String, String> headers(byte[] secret, byte[] body, UnaryOperator<byte[]> spoil);
    }

    /** All schemes that there are, each at a provider that uses it. */
    static List<Proven> all() {
        var base64 = new Generic("X-Signature", Optional.of("sha256="), Encoding.BASE64, Generic.Algorithm.SHA256);
        return List.of(
                new Proven(
                        "HMAC, hexadecimal",
                        new GitHub(),
                        Proven::text,
                        (secret, body, spoil) -> Map.of(
                                "x-hub-signature-256",
                                "sha256=" + HexFormat.of().formatHex(spoil.apply(mac(secret, body))))),
                new Proven(
                        "HMAC, Base64",
                        base64,
                        Proven::text,
                        (secret, body, spoil) ->
                                Map.of("x-signature", "sha256=" + base64(spoil.apply(mac(secret, body))))),
                new Proven(
                        "HMAC, beside an unsigned test",
                        new BitbucketServer(Optional.empty()),
                        Proven::text,
                        (secret, body, spoil) -> Map.of(
                                "x-hub-signature",
                                "sha256=" + HexFormat.of().formatHex(spoil.apply(mac(secret, body))))),
                new Proven("signing token", new StandardWebhooks(CLOCK), Proven::signingToken, Proven::standard),
                new Proven("signing token, GitLab", new GitLab(CLOCK), Proven::signingToken, Proven::standard),
                new Proven(
                        "token, GitLab",
                        new GitLab(CLOCK),
                        Proven::text,
                        (secret, _, spoil) -> Map.of("x-gitlab-token", new String(spoil.apply(secret), ISO_8859_1))),
                new Proven(
                        "token in a header",
                        new AzureDevOps(),
                        Proven::text,
                        (secret, _, spoil) -> Map.of("x-webhook-secret", new String(spoil.apply(secret), ISO_8859_1))),
                new Proven(
                        "password",
                        new AzureDevOps(),
                        Proven::text,
                        (secret, _, spoil) -> Map.of(
                                "authorization",
                                "Basic "
                                        + base64(("x:" + new String(spoil.apply(secret), ISO_8859_1))
                                                .getBytes(ISO_8859_1)))));
    }

    /** A secret of this form; each number makes another. */
    Secret secret(int number) {
        return new Secret(
                form.apply(mac(new byte[] {1}, Integer.toString(number).getBytes(UTF_8))));
    }

    /** A delivery that {@code secret} proves, but for what {@code spoil} changes. */
    Delivery delivery(Secret secret, byte[] body, UnaryOperator<byte[]> spoil) {
        return new Delivery(prover.headers(secret.bytes(), body, spoil), body);
    }

    private static byte[] text(byte[] bytes) {
        return HexFormat.of().formatHex(bytes).getBytes(UTF_8);
    }

    private static byte[] signingToken(byte[] bytes) {
        return ("whsec_" + base64(bytes)).getBytes(UTF_8);
    }

    private static Map<String, String> standard(byte[] secret, byte[] body, UnaryOperator<byte[]> spoil) {
        var key = Base64.getDecoder().decode(new String(secret, UTF_8).substring("whsec_".length()));
        var signed = ("1." + TIME + "." + new String(body, ISO_8859_1)).getBytes(ISO_8859_1);
        return Map.of(
                "webhook-id",
                "1",
                "webhook-timestamp",
                TIME,
                "webhook-signature",
                "v1," + base64(spoil.apply(mac(key, signed))));
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static byte[] mac(byte[] key, byte[] text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has HmacSHA256", e);
        }
    }
}
