package io.gitvolumereloader.receiver.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gitvolumereloader.receiver.hook.Delivery;
import io.gitvolumereloader.receiver.hook.Secret;
import io.gitvolumereloader.receiver.hook.Verdict;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Published examples of signatures, with their source, and a few of our own where nobody publishes any. */
class VectorsTest {
    private static final String SECRET = "It's a Secret to Everybody";
    private static final String FORM = "application/x-www-form-urlencoded";

    /** <a href="https://www.rfc-editor.org/rfc/rfc4231#section-4.3">RFC 4231, test case 2</a>. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            SHA256, 5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843
            SHA384, af45d2e376484031617f78d2b58a6b1b9c7ef464f5a01b47e42ec3736322445e8e2240ca5e69e2c78b3239ecfab21649
            SHA512, 164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737
            """)
    void rfc4231(Generic.Algorithm algorithm, String code) {
        var generic = new Generic("X-Code", java.util.Optional.empty(), Encoding.HEX, algorithm);
        var delivery = delivery("what do ya want for nothing?", "x-code", code);
        assertAuthentic(generic, delivery, "Jefe");
    }

    /**
     * The example of GitHub's guide <a
     * href="https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries">Validating webhook
     * deliveries</a>.
     */
    @Test
    void gitHub() {
        assertAuthentic(
                new GitHub(),
                delivery(
                        "Hello, World!",
                        "x-hub-signature-256",
                        "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"),
                SECRET);
    }

    /** Our own. */
    @Test
    void gitHubForm() {
        assertAuthentic(
                new GitHub(),
                delivery(
                        "payload=%7B%22ref%22%3A%22refs%2Fheads%2Fmain%22%7D",
                        "content-type",
                        FORM,
                        "x-hub-signature-256",
                        "sha256=720493f557150a271b7cfdd9904c5fe4697f30c44588f8b452d36abc47b8796c"),
                SECRET);
    }

    /** Our own: the same by SHA-1, which must never count. */
    @ParameterizedTest
    @ValueSource(strings = {"x-hub-signature", "x-hub-signature-256"})
    void gitHubSha1(String header) {
        assertRejected(
                new GitHub(),
                delivery("Hello, World!", header, "sha1=01dc10d0c83e72ed246219cdd91669667fe2ca59"),
                SECRET);
    }

    /** Our own: the form of Standard Webhooks, as GitLab sends it. */
    @Test
    void gitLab() {
        var delivery = delivery(
                "{\"object_kind\":\"push\"}",
                "webhook-id",
                "f5e5f430-f57b-4e6e-9fac-d9128cd7232f",
                "webhook-timestamp",
                "1700000000",
                "webhook-signature",
                "v1,EPoyUUF0Xsk5AojPVviSHzrSgjskI14UFp9PNYksUYM=");
        var provider = AllProviders.named("gitlab", Instant.ofEpochSecond(1_700_000_000));
        assertAuthentic(provider, delivery, "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=");
    }

    /** Atlassian's example for Bitbucket; it stands in several of its texts about secure webhooks. */
    @Test
    void bitbucket() {
        var delivery = delivery(
                "Hello World!",
                "x-hub-signature",
                "sha256=a4771c39fbe90f317c7824e83ddef3caae9cb3d976c214ace1f2937e133263c9");
        assertAuthentic(new Bitbucket(), delivery, SECRET);
        assertAuthentic(new BitbucketServer(java.util.Optional.empty()), delivery, SECRET);
    }

    /** Our own: one signature for the JSON and for the form that holds it. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            gitea, X-Gitea-Signature
            gitea, X-Forgejo-Signature
            gogs,  X-Gogs-Signature
            """)
    void giteaForgejoGogs(String name, String header) {
        var signature = "6a42699496d8c4fb346af1c930df527931a321e28ada69dbc5ee82f438517fd2";
        var provider = AllProviders.named(name, Instant.EPOCH);
        assertAuthentic(
                provider,
                delivery("{\"ref\":\"refs/heads/main\"}", "content-type", "application/json", header, signature),
                SECRET);
        assertAuthentic(
                provider,
                delivery(
                        "payload=%7B%22ref%22%3A%22refs%2Fheads%2Fmain%22%7D", "content-type", FORM, header, signature),
                SECRET);
    }

    /**
     * The example of the <a href="https://docs.svix.com/receiving/verifying-payloads/how-manual">authors' guide</a>.
     */
    @Test
    void standardWebhooks() {
        var delivery = delivery(
                "{\"test\": 2432232314}",
                "webhook-id",
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                "webhook-timestamp",
                "1614265330",
                "webhook-signature",
                "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
        var provider = AllProviders.named("standard-webhooks", Instant.ofEpochSecond(1_614_265_330));
        assertAuthentic(provider, delivery, "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        assertRejected(provider, delivery, "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSx");
    }

    private static void assertAuthentic(DescribedProvider provider, Delivery delivery, String secret) {
        var right = secret(secret);
        assertThat(provider.precheck(delivery, List.of(right))).isEmpty();
        assertThat(provider.authenticate(delivery, List.of(secret("another"), right, secret("a third"))))
                .isEqualTo(new Verdict.Authentic(right));
        var changed = Arrays.copyOf(delivery.body(), delivery.body().length + 1);
        assertThat(provider.authenticate(delivery.withBody(changed), List.of(right)))
                .isInstanceOf(Verdict.Rejected.class);
    }

    private static void assertRejected(DescribedProvider provider, Delivery delivery, String secret) {
        assertThat(provider.authenticate(delivery, List.of(secret(secret)))).isInstanceOf(Verdict.Rejected.class);
    }

    private static Secret secret(String text) {
        return new Secret(text.getBytes(UTF_8));
    }

    private static Delivery delivery(String body, String... headers) {
        Map<String, String> map = new HashMap<>();
        for (var i = 0; i < headers.length; i += 2) {
            map.put(headers[i].toLowerCase(java.util.Locale.ROOT), headers[i + 1]);
        }
        return new Delivery(map, body.getBytes(UTF_8));
    }
}
