package io.gitvolumereloader.receiver.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gitvolumereloader.receiver.hook.Delivery;
import io.gitvolumereloader.receiver.hook.Scope;
import io.gitvolumereloader.receiver.hook.Secret;
import io.gitvolumereloader.receiver.hook.Verdict;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SigningTokenTest {
    private static final long SENT = 1_614_265_330;
    private static final Secret SECRET = secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    @ParameterizedTest
    @ValueSource(longs = {-300, -1, 0, 300})
    void fiveMinutesAreTolerated(long late) {
        assertThat(check(SENT + late, "" + SENT, SIGNATURE, SECRET)).isEqualTo(new Verdict.Authentic(SECRET));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1_000_000, -301, 301, 1_000_000})
    void aSecondMoreIsNot(long late) {
        assertThat(check(SENT + late, "" + SENT, SIGNATURE, SECRET)).isInstanceOf(Verdict.Rejected.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            no time            | -                    | v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=
            no signature       | 1614265330           | -
            empty time         | ''                   | v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=
            milliseconds       | 1614265330000        | v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=
            negative           | -1614265330          | v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=
            signed number      | +1614265330          | v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=
            with a fraction    | 1614265330.0         | v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=
            other digits       | ١٦١٤٢٦٥٣٣٠           | v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=
            larger than a long | 99999999999999999999 | v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=
            empty              | 1614265330           | ''
            version only       | 1614265330           | v1,
            no version         | 1614265330           | g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=
            other version      | 1614265330           | v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=
            asymmetric         | 1614265330           | v1a,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=
            no padding         | 1614265330           | v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE
            other alphabet     | 1614265330           | v1,g0hM9SsE-OTPJTGt_tmIKtSyZlE3uFJELVlNIOLJ1OE=
            loose last bits    | 1614265330           | v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OF=
            hexadecimal        | 1614265330           | v1,83484cf52b04f8e4cf2531adfed9882ad4b2665137b852442d594d20e2c9d4e1
            joined by comma    | 1614265330           | v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=,v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=
            """)
    void anythingElseIsRejected(String name, @Nullable String time, @Nullable String signature) {
        assertThat(check(SENT, time, signature, SECRET)).as(name).isInstanceOf(Verdict.Rejected.class);
    }

    @Test
    void oneOfManySignaturesWillDo() {
        assertThat(check(SENT, "" + SENT, "v1,x v2,y " + SIGNATURE, SECRET)).isEqualTo(new Verdict.Authentic(SECRET));
    }

    @Test
    void butNotOneOfThousands() {
        assertThat(check(SENT, "" + SENT, "v1,x ".repeat(2_000) + SIGNATURE, SECRET))
                .isInstanceOf(Verdict.Rejected.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"whsec_", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "w"})
    void aSecretThatIsNoKeyVouchesForNothing(String text) {
        assertThat(check(SENT, "" + SENT, SIGNATURE, secret(text))).isInstanceOf(Verdict.Rejected.class);
        assertThat(AllProviders.named("standard-webhooks", Instant.EPOCH).objection(secret(text)))
                .hasValueSatisfying(objection -> assertThat(objection).contains("whsec_"));
    }

    @Test
    void gitLabTakesTokensOfEitherKindButNoneThatIsHalfASigningToken() {
        var gitLab = AllProviders.named("gitlab", Instant.EPOCH);
        assertThat(gitLab.objection(SECRET)).isEmpty();
        assertThat(gitLab.objection(secret("any other token"))).isEmpty();
        assertThat(gitLab.objection(secret("whsec_and no Base64"))).isPresent();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            '',            whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw, true
            signing-token, whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw, true
            token,         whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw, false
            '',            any other token,                        true
            token,         any other token,                        true
            signing-token, any other token,                        false
            password,      any other token,                        false
            """)
    void gitLabTakesTheKindThatASecretIs(String kind, String text, boolean taken) {
        var secret = new Secret("team-a", kind, text.getBytes(UTF_8), Scope.EVERYTHING, Map.of());
        assertThat(AllProviders.named("gitlab", Instant.EPOCH).objection(secret).isEmpty())
                .isEqualTo(taken);
    }

    @Test
    void kindsAreNamedWhereThereAreSeveral() {
        var secret = new Secret("team-a", "password", SECRET.bytes(), Scope.EVERYTHING, Map.of());
        assertThat(AllProviders.named("gitlab", Instant.EPOCH).objection(secret))
                .hasValue("gitlab has the kinds token and signing-token; write one of them, or leave kind out");
        assertThat(AllProviders.named("github", Instant.EPOCH).objection(secret))
                .hasValue("github has one kind of secret only; leave kind out");
    }

    @Test
    void besideASigningTokenATokenIsIdle() {
        var gitLab = AllProviders.named("gitlab", Instant.EPOCH);
        var token = secret("any other token");
        assertThat(gitLab.idle(List.of(token, SECRET))).containsExactly(token);
        assertThat(gitLab.idle(List.of(token))).isEmpty();
        assertThat(gitLab.idle(List.of(SECRET))).isEmpty();
    }

    private static Verdict check(long now, @Nullable String time, @Nullable String signature, Secret secret) {
        var headers = new HashMap<String, String>();
        headers.put("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek");
        if (time != null) {
            headers.put("webhook-timestamp", time);
        }
        if (signature != null) {
            headers.put("webhook-signature", signature);
        }
        var delivery = new Delivery(headers, "{\"test\": 2432232314}".getBytes(UTF_8));
        return new SigningToken(InstantSource.fixed(Instant.ofEpochSecond(now))).check(delivery, List.of(secret));
    }

    private static Secret secret(String text) {
        return new Secret(text.getBytes(UTF_8));
    }
}
