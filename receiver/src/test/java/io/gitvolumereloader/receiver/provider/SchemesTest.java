package io.gitvolumereloader.receiver.provider;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gitvolumereloader.receiver.hook.Delivery;
import io.gitvolumereloader.receiver.hook.Secret;
import io.gitvolumereloader.receiver.hook.Verdict;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Tokens, passwords, and codes in other spellings than GitHub's, which GitHubTest covers. */
class SchemesTest {
    private static final Secret SECRET = new Secret("It's a Secret to Everybody".getBytes(UTF_8));
    private static final Secret OTHER = new Secret("another secret, and no shorter".getBytes(UTF_8));
    private static final String BODY = "{\"ref\":\"refs/heads/main\"}";

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            missing         | -
            empty           | ''
            cut short       | It's a Secret to Everybod
            continued       | It's a Secret to Everybodys
            other case      | it's a secret to everybody
            doubled         | It's a Secret to Everybody, It's a Secret to Everybody
            """)
    void aTokenIsTheSecretAndNothingElse(String name, @Nullable String token) {
        assertThat(check(new Token("X-Token"), "X-Token", token)).as(name).isInstanceOf(Verdict.Rejected.class);
    }

    @Test
    void theTokenIsFoundAmongSeveralSecretsByItsHeaderAlone() {
        var scheme = new Token("X-Token");
        var delivery = delivery("X-Token", "It's a Secret to Everybody");
        assertThat(scheme.check(delivery, List.of(OTHER, SECRET, OTHER))).isEqualTo(new Verdict.Authentic(SECRET));
        assertThat(scheme.precheck(delivery, List.of(OTHER, SECRET))).isEmpty();
        assertThat(scheme.precheck(delivery, List.of(OTHER))).isPresent();
    }

    @Test
    void aTokenBeyondAsciiIsComparedByteByByte() {
        var secret = new Secret("pässwört of 16 bytes".getBytes(UTF_8));
        var asNettyHandsItOver = new String(secret.bytes(), ISO_8859_1);
        assertThat(new Token("X-Token").check(delivery("X-Token", asNettyHandsItOver), List.of(secret)))
                .isEqualTo(new Verdict.Authentic(secret));
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            -,    -,       13,   true
            13,   -,       13,   true
            1024, -,       1024, true
            1025, -,       0,    false
            9999, -,       0,    false
            x,    -,       0,    false
            -,    chunked, 0,    false
            -,    -,       1025, false
            """)
    void onlyWhatIsSmallIsTakenForTheTestOfAConnection(
            @Nullable String length, @Nullable String encoding, int size, boolean harmless) {
        var headers = new HashMap<>(Map.of("x-event-key", "diagnostics:ping"));
        Optional.ofNullable(length).ifPresent(value -> headers.put("content-length", value));
        Optional.ofNullable(encoding).ifPresent(value -> headers.put("transfer-encoding", value));
        var verdict = new BitbucketServer(Optional.empty())
                .authenticate(new Delivery(headers, new byte[size]), List.of(SECRET));
        assertThat(verdict instanceof Verdict.Harmless).isEqualTo(harmless);
    }

    @ParameterizedTest
    @MethodSource("providers")
    void withoutASecretNoBodyIsWorthReading(DescribedProvider provider) {
        var headers = Map.of(
                "x-hub-signature-256",
                "sha256=" + "0".repeat(64),
                "x-gitea-signature",
                "0".repeat(64),
                "x-gogs-signature",
                "0".repeat(64),
                "x-signature",
                "sha256=" + "0".repeat(64),
                "x-event-key",
                "diagnostics:ping");
        assertThat(provider.precheck(new Delivery(headers, new byte[0]), List.of()))
                .hasValueSatisfying(rejected -> assertThat(rejected.reason()).contains("no secret for"));
        assertThat(provider.authenticate(new Delivery(headers, new byte[0]), List.of()))
                .isInstanceOf(Verdict.Rejected.class);
    }

    static List<DescribedProvider> providers() {
        return AllProviders.at(Instant.EPOCH);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            missing         | -
            empty           | ''
            no credentials  | Basic
            no blank        | BasiceDpJdCdzIGEgU2VjcmV0IHRvIEV2ZXJ5Ym9keQ==
            another scheme  | Bearer eDpJdCdzIGEgU2VjcmV0IHRvIEV2ZXJ5Ym9keQ==
            no Base64       | Basic x:It's a Secret to Everybody
            no padding      | Basic eDpJdCdzIGEgU2VjcmV0IHRvIEV2ZXJ5Ym9keQ
            the secret bare | It's a Secret to Everybody
            """)
    void basicCredentialsInAnyOtherFormAreRejected(String name, @Nullable String credentials) {
        assertThat(check(new BasicPassword(), "Authorization", credentials))
                .as(name)
                .isInstanceOf(Verdict.Rejected.class);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            x:It's a Secret to Everybody             | true
            :It's a Secret to Everybody              | true
            a long name:It's a Secret to Everybody   | true
            It's a Secret to Everybody               | false
            It's a Secret to Everybody:x             | false
            x:y:It's a Secret to Everybody           | false
            x:                                       | false
            """)
    void ofBasicCredentialsThePasswordCounts(String credentials, boolean authentic) {
        var encoded = Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8));
        assertThat(check(new BasicPassword(), "Authorization", "Basic " + encoded) instanceof Verdict.Authentic)
                .isEqualTo(authentic);
        assertThat(check(new BasicPassword(), "Authorization", "bAsIc " + encoded) instanceof Verdict.Authentic)
                .isEqualTo(authentic);
    }

    @Test
    void aPasswordWithAColonIsWhole() {
        var secret = new Secret("with:colon:and more".getBytes(UTF_8));
        var encoded = Base64.getEncoder().encodeToString("user:with:colon:and more".getBytes(UTF_8));
        assertThat(new BasicPassword().check(delivery("Authorization", "Basic " + encoded), List.of(secret)))
                .isEqualTo(new Verdict.Authentic(secret));
    }

    @Test
    void whoCanAnswerAChallengeIsChallenged() {
        assertThat(new AzureDevOps().challenge())
                .hasValueSatisfying(text -> assertThat(text).startsWith("Basic realm="));
        assertThat(new GitHub().challenge()).isEmpty();
    }

    @Test
    void whoSendsNoCredentialsAtAllIsToldBothWays() {
        var delivery = new Delivery(Map.of(), BODY.getBytes(UTF_8));
        var rejected = new Verdict.Rejected(
                "neither an Authorization nor an X-Webhook-Secret header: does the webhook have a secret or a password?");
        assertThat(new AzureDevOps().precheck(delivery, List.of(SECRET))).hasValue(rejected);
        assertThat(new AzureDevOps().authenticate(delivery, List.of(SECRET))).isEqualTo(rejected);
    }

    @Test
    void base64CodesAreReadStrictly() {
        var code = Base64.getEncoder().encodeToString(Proof.mac("HmacSHA512", SECRET.bytes(), BODY.getBytes(UTF_8)));
        var generic = new Generic("X-Sig", Optional.of("t="), Encoding.BASE64, Generic.Algorithm.SHA512);
        assertThat(generic.authenticate(delivery("X-Sig", "t=" + code), List.of(SECRET)))
                .isEqualTo(new Verdict.Authentic(SECRET));
        for (var wrong :
                List.of(code, "t=" + code.replace("=", ""), "t=" + code + "=", "t=", "T=" + code, "t= " + code)) {
            assertThat(generic.precheck(delivery("X-Sig", wrong), List.of(SECRET)))
                    .as(wrong)
                    .isPresent();
        }
    }

    @Test
    void aCodeOfAnotherAlgorithmIsTurnedAwayByItsLength() {
        var generic = new Generic("X-Sig", Optional.empty(), Encoding.HEX, Generic.Algorithm.SHA256);
        for (var digits : List.of(40, 62, 66, 96, 128)) {
            assertThat(generic.precheck(delivery("X-Sig", "a".repeat(digits)), List.of(SECRET)))
                    .isPresent();
        }
        assertThat(generic.precheck(delivery("X-Sig", "a".repeat(64)), List.of(SECRET)))
                .isEmpty();
    }

    private static Verdict check(Scheme scheme, String header, @Nullable String value) {
        return scheme.check(delivery(header, value), List.of(OTHER, SECRET));
    }

    private static Delivery delivery(String header, @Nullable String value) {
        var headers = new HashMap<String, String>();
        if (value != null) {
            headers.put(header.toLowerCase(Locale.ROOT), value);
        }
        return new Delivery(headers, BODY.getBytes(UTF_8));
    }
}
