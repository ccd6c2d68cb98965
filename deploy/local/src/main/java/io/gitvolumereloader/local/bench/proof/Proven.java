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
import io.gitvolumereloader.receiver.provider.Gerrit;
import io.gitvolumereloader.receiver.provider.GitHub;
import io.gitvolumereloader.receiver.provider.GitLab;
import io.gitvolumereloader.receiver.provider.Gitee;
import io.gitvolumereloader.receiver.provider.StandardWebhooks;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
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

    /** Stands for a header where a secret ends the URL. */
    private static final String PATH = "path";

    /** Makes the headers by which a body is proven. */
    @FunctionalInterface
    interface Prover {
        /** {@code spoil} is handed the bytes that are compared in the end, and may change them. */
        Map<String, String> headers(byte[] secret, byte[] body, UnaryOperator<byte[]> spoil);
    }

    /** All schemes that compare with a secret, each at a provider that uses it. */
    static List<Proven> all() {
        var base64 = new Generic("X-Signature", Optional.of("sha256="), Encoding.BASE64, Generic.Algorithm.SHA256);
        return List.of(
                hmac("HMAC, hexadecimal", new GitHub(), "x-hub-signature-256", HexFormat.of()::formatHex),
                hmac("HMAC, Base64", base64, "x-signature", Proven::base64),
                hmac(
                        "HMAC, beside an unsigned test",
                        new BitbucketServer(Optional.empty()),
                        "x-hub-signature",
                        HexFormat.of()::formatHex),
                new Proven("signing token", new StandardWebhooks(CLOCK), Proven::signingToken, Proven::standard),
                new Proven("signing token, GitLab", new GitLab(CLOCK), Proven::signingToken, Proven::standard),
                token("token, GitLab", new GitLab(CLOCK), "x-gitlab-token", proof -> new String(proof, ISO_8859_1)),
                token(
                        "token in a header",
                        new AzureDevOps(),
                        "x-webhook-secret",
                        proof -> new String(proof, ISO_8859_1)),
                token("password", new AzureDevOps(), "authorization", Proven::basic),
                token("secret in the URL", new Gerrit(), PATH, proof -> new String(proof, ISO_8859_1)),
                new Proven("signature without a body, Gitee", new Gitee(CLOCK), Proven::text, Proven::gitee));
    }

    private static Proven hmac(String name, Provider provider, String header, Function<byte[], String> spelled) {
        return new Proven(
                name,
                provider,
                Proven::text,
                (secret, body, spoil) -> Map.of(header, "sha256=" + spelled.apply(spoil.apply(mac(secret, body)))));
    }

    private static Proven token(String name, Provider provider, String header, Function<byte[], String> spelled) {
        return new Proven(
                name, provider, Proven::text, (secret, _, spoil) -> Map.of(header, spelled.apply(spoil.apply(secret))));
    }

    /** A secret of this form; each number makes another. */
    Secret secret(int number) {
        return new Secret(
                form.apply(mac(new byte[] {1}, Integer.toString(number).getBytes(UTF_8))));
    }

    /** A delivery that {@code secret} proves, but for what {@code spoil} changes. */
    Delivery delivery(Secret secret, byte[] body, UnaryOperator<byte[]> spoil) {
        var headers = prover.headers(secret.bytes(), body, spoil);
        var delivery = new Delivery(headers, body);
        return headers.containsKey(PATH) ? delivery.withPathToken(headers.get(PATH)) : delivery;
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

    private static Map<String, String> gitee(byte[] secret, byte[] body, UnaryOperator<byte[]> spoil) {
        var time = TIME + "000";
        var signed = (time + "\n" + new String(secret, UTF_8)).getBytes(UTF_8);
        return Map.of("x-gitee-timestamp", time, "x-gitee-token", base64(spoil.apply(mac(secret, signed))));
    }

    private static String basic(byte[] password) {
        return "Basic " + base64(("x:" + new String(password, ISO_8859_1)).getBytes(ISO_8859_1));
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
