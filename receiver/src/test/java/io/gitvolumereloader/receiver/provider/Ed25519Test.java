package io.gitvolumereloader.receiver.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gitvolumereloader.receiver.hook.Delivery;
import io.gitvolumereloader.receiver.hook.Scope;
import io.gitvolumereloader.receiver.hook.Secret;
import io.gitvolumereloader.receiver.hook.Verdict;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Ed25519Test {
    private static final KeyPair KEYS = keys();
    private static final KeyPair OTHERS = keys();
    private static final byte[] BODY = "{\"refs\":[]}".getBytes(UTF_8);
    private static final String NONCE = "1f4a9c0e77b2d358";

    /**
     * <a href="https://www.rfc-editor.org/rfc/rfc8032#section-7.1">RFC 8032, tests 1 to 3</a>, cut before the nonce.
     */
    @ParameterizedTest
    @CsvSource(textBlock = """
            d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a, '', '', e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b
            3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c, 72, '', 92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00
            3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c, '', 72, 92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00
            fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025, af, 82, 6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a
            """)
    void publishedVectors(String key, String body, String nonce, String signature) {
        var hex = HexFormat.of();
        var secret = secret(base64(hex.parseHex(key)));
        var asNettyHandsItOver = nonce.isEmpty() ? "" : String.valueOf((char) Integer.parseInt(nonce, 16));
        var delivery = delivery(base64(hex.parseHex(signature)), asNettyHandsItOver, hex.parseHex(body));
        assertThat(scheme("no key").check(delivery, List.of(secret))).isEqualTo(new Verdict.Authentic(secret));
    }

    @Test
    void theKeyIsTheSecretsOrTheUsualOne() {
        var delivery = delivery(signed(KEYS, BODY), NONCE, BODY);
        var itsOwn = secret(key(KEYS));
        var without = new Secret("a secret without a key".getBytes(UTF_8));
        assertThat(scheme(key(OTHERS)).check(delivery, List.of(itsOwn))).isEqualTo(new Verdict.Authentic(itsOwn));
        assertThat(scheme(key(KEYS)).check(delivery, List.of(without))).isEqualTo(new Verdict.Authentic(without));
        assertThat(scheme(key(OTHERS)).check(delivery, List.of(without))).isInstanceOf(Verdict.Rejected.class);
        assertThat(scheme(key(KEYS)).check(delivery, List.of(secret(key(OTHERS)))))
                .isInstanceOf(Verdict.Rejected.class);
    }

    @Test
    void oneBitMoreOrLessIsRejected() {
        var right = Base64.getDecoder().decode(signed(KEYS, BODY));
        for (var bit = 0; bit < right.length * 8; bit++) {
            var wrong = right.clone();
            wrong[bit / 8] ^= (byte) (1 << bit % 8);
            assertRejected(base64(wrong), NONCE, BODY);
        }
        assertRejected(signed(KEYS, BODY), "1f4a9c0e77b2d359", BODY);
        assertRejected(signed(KEYS, BODY), "", BODY);
        assertRejected(signed(KEYS, BODY), NONCE, Arrays.copyOf(BODY, BODY.length - 1));
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            -,    1f4a
            '',   1f4a
            AAAA, 1f4a
            AAAA, -
            -,    -
            """)
    void withoutSixtyFourBytesAndANonceNoBodyIsRead(@Nullable String signature, @Nullable String nonce) {
        var delivery = delivery(signature, nonce, BODY);
        assertThat(scheme(key(KEYS)).precheck(delivery, List.of(secret(key(KEYS)))))
                .isPresent();
        assertThat(scheme(key(KEYS)).check(delivery, List.of(secret(key(KEYS)))))
                .isInstanceOf(Verdict.Rejected.class);
    }

    /** What is signed is both, one after the other. */
    @Test
    void anEmptyNonceIsOneAsOldVersionsSendIt() {
        var secret = secret(key(KEYS));
        var body = "{}1f4a9c0e77b2d358".getBytes(UTF_8);
        var delivery = delivery(signed(KEYS, "{}".getBytes(UTF_8)), "", body);
        assertThat(scheme("").precheck(delivery, List.of(secret))).isEmpty();
        assertThat(scheme("").check(delivery, List.of(secret))).isEqualTo(new Verdict.Authentic(secret));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "uX7KWyyDNMaBma4aVbJ/cbUQpdjqczuCyK/HxzV/u+4",
                "uX7KWyyDNMaBma4aVbJ_cbUQpdjqczuCyK_HxzV_u-4=",
                "b97eca5b2c8334c68199ae1a55b27f71b510a5d8ea733b82c8afc7c7357fbbee",
                "AgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                "MCowBQYDK2VwAyEAuX7KWyyDNMaBma4aVbJ/cbUQpdjqczuCyK/HxzV/u+4="
            })
    void whatIsNoKeyIsRefusedAndVouchesForNothing(String text) {
        assertThat(Ed25519.isKey(text)).isFalse();
        assertThat(scheme(key(KEYS)).check(delivery(signed(KEYS, BODY), NONCE, BODY), List.of(secret(text))))
                .isInstanceOf(Verdict.Rejected.class);
    }

    @Test
    void theKeyOfSrHtIsOne() {
        assertThat(Ed25519.isKey("uX7KWyyDNMaBma4aVbJ/cbUQpdjqczuCyK/HxzV/u+4="))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            -                          | -  | sourcehut needs the option repository in secrets.yaml: the URL
            git.sr.ht                  | -  | the option repository is not the URL of the repository
            https://git.sr.ht/~ada/x   | no | the option key is not the Base64 of the 32 bytes
            https://git.sr.ht/~ada/x   | -  | -
            git@git.sr.ht:~ada/x       | -  | -
            """)
    void itsOptionsAreChecked(@Nullable String repository, @Nullable String key, @Nullable String objection) {
        var options = new HashMap<String, String>();
        if (repository != null) {
            options.put("repository", repository);
        }
        if (key != null) {
            options.put("key", key);
        }
        var secret = new Secret("x", "", "srht-3pXvN8qLw2RfYt6Ks1".getBytes(UTF_8), Scope.EVERYTHING, options);
        var found = AllProviders.named("sourcehut", Instant.EPOCH).objection(secret);
        assertThat(found.isPresent()).isEqualTo(objection != null);
        found.ifPresent(text -> assertThat(text).startsWith(String.valueOf(objection)));
    }

    private static void assertRejected(String signature, String nonce, byte[] body) {
        assertThat(scheme(key(KEYS)).check(delivery(signature, nonce, body), List.of(secret(key(KEYS)))))
                .isInstanceOf(Verdict.Rejected.class);
    }

    private static Ed25519 scheme(String usual) {
        return new Ed25519("X-Payload-Signature", "X-Payload-Nonce", "key", usual);
    }

    private static Delivery delivery(@Nullable String signature, @Nullable String nonce, byte[] body) {
        var headers = new HashMap<String, String>();
        if (signature != null) {
            headers.put("x-payload-signature", signature);
        }
        if (nonce != null) {
            headers.put("x-payload-nonce", nonce);
        }
        return new Delivery(headers, body);
    }

    private static Secret secret(String key) {
        return new Secret("x", "", "a secret with a key".getBytes(UTF_8), Scope.EVERYTHING, Map.of("key", key));
    }

    /** The signature of {@code body} and the nonce. */
    private static String signed(KeyPair keys, byte[] body) {
        try {
            var signer = Signature.getInstance("Ed25519");
            signer.initSign(keys.getPrivate());
            signer.update(body);
            signer.update(NONCE.getBytes(UTF_8));
            return base64(signer.sign());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** The last 32 bytes of the X.509 form. */
    private static String key(KeyPair keys) {
        var encoded = keys.getPublic().getEncoded();
        return base64(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static KeyPair keys() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
