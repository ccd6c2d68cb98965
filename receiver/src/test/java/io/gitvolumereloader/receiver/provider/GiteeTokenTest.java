package io.gitvolumereloader.receiver.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gitvolumereloader.receiver.hook.Delivery;
import io.gitvolumereloader.receiver.hook.Secret;
import io.gitvolumereloader.receiver.hook.Verdict;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GiteeTokenTest {
    private static final long SENT = 1_576_754_827_988L;
    private static final long HOUR = 3_600_000;
    private static final Secret SECRET = secret("this is secret");
    private static final String CODE = "2D978FIy4DMMTbiN80zQkNH1Eq/kMBt3gL6OnWfGzzY=";

    /** Both are recomputed; the second has the secret and the time of the example on Gitee's page. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            123654,         1672135206524, AbEvusCKxqRkBtTr4fD47SGVP/mRwlt48iuUYMFRloI=
            123654,         1672135206524, AbEvusCKxqRkBtTr4fD47SGVP%2FmRwlt48iuUYMFRloI%3D
            this is secret, 1576754827988, 2D978FIy4DMMTbiN80zQkNH1Eq/kMBt3gL6OnWfGzzY=
            this is secret, 1576754827988, 2D978FIy4DMMTbiN80zQkNH1Eq%2fkMBt3gL6OnWfGzzY%3d
            """)
    void aCodeIsAuthenticEscapedOrNot(String secret, long time, String code) {
        var delivery = delivery(code, "" + time);
        var scheme = at(time);
        var secrets = List.of(secret("another"), secret(secret), secret("a third"));
        assertThat(scheme.check(delivery, secrets)).isEqualTo(new Verdict.Authentic(secret(secret)));
        assertThat(scheme.precheck(delivery, secrets)).isEmpty();
        assertThat(scheme.check(delivery, List.of(secret("another")))).isInstanceOf(Verdict.Rejected.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {-HOUR, -1, 0, 1, HOUR})
    void anHourIsToleratedBothWays(long late) {
        assertThat(at(SENT + late).check(delivery(CODE, "" + SENT), List.of(SECRET)))
                .isEqualTo(new Verdict.Authentic(SECRET));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1_000 * HOUR, -HOUR - 1, HOUR + 1, 1_000 * HOUR})
    void aMillisecondMoreIsNot(long late) {
        assertThat(at(SENT + late).check(delivery(CODE, "" + SENT), List.of(SECRET)))
                .isInstanceOfSatisfying(
                        Verdict.Rejected.class,
                        rejected -> assertThat(rejected.reason()).contains("more than 3600 seconds off"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            no time            | -                    | 2D978FIy4DMMTbiN80zQkNH1Eq/kMBt3gL6OnWfGzzY=
            empty time         | ''                   | 2D978FIy4DMMTbiN80zQkNH1Eq/kMBt3gL6OnWfGzzY=
            seconds            | 1576754827           | 2D978FIy4DMMTbiN80zQkNH1Eq/kMBt3gL6OnWfGzzY=
            another time       | 1576754827989        | 2D978FIy4DMMTbiN80zQkNH1Eq/kMBt3gL6OnWfGzzY=
            negative           | -1576754827988       | 2D978FIy4DMMTbiN80zQkNH1Eq/kMBt3gL6OnWfGzzY=
            larger than a long | 99999999999999999999 | 2D978FIy4DMMTbiN80zQkNH1Eq/kMBt3gL6OnWfGzzY=
            other digits       | ١٥٧٦٧٥٤٨٢٧٩٨٨        | 2D978FIy4DMMTbiN80zQkNH1Eq/kMBt3gL6OnWfGzzY=
            missing            | 1576754827988        | -
            empty              | 1576754827988        | ''
            no padding         | 1576754827988        | 2D978FIy4DMMTbiN80zQkNH1Eq/kMBt3gL6OnWfGzzY
            other alphabet     | 1576754827988        | 2D978FIy4DMMTbiN80zQkNH1Eq_kMBt3gL6OnWfGzzY=
            loose last bits    | 1576754827988        | 2D978FIy4DMMTbiN80zQkNH1Eq/kMBt3gL6OnWfGzzZ=
            escaped twice      | 1576754827988        | 2D978FIy4DMMTbiN80zQkNH1Eq%252FkMBt3gL6OnWfGzzY%253D
            cut short          | 1576754827988        | 2D978FIy4DMMTbiN80zQkNH1Eq/kMBt3gL6OnWfGzw==
            other letter       | 1576754827988        | 3D978FIy4DMMTbiN80zQkNH1Eq/kMBt3gL6OnWfGzzY=
            doubled            | 1576754827988        | 2D978FIy4DMMTbiN80zQkNH1Eq/kMBt3gL6OnWfGzzY=, 2D978FIy4DMMTbiN80zQkNH1Eq/kMBt3gL6OnWfGzzY=
            half a secret      | 1576754827988        | this is
            """)
    void anythingElseIsRejectedAndNotQuoted(String name, @Nullable String time, @Nullable String token) {
        var delivery = delivery(token, time);
        assertThat(at(SENT).precheck(delivery, List.of(SECRET)))
                .as(name)
                .hasValueSatisfying(
                        rejected -> assertThat(rejected.reason()).doesNotContain("2D978", "this is", "157675"));
        assertThat(at(SENT).check(delivery, List.of(SECRET))).as(name).isInstanceOf(Verdict.Rejected.class);
    }

    @Test
    void aPasswordNeedsNoTime() {
        assertThat(at(SENT).check(delivery("this is secret", null), List.of(secret("another"), SECRET)))
                .isEqualTo(new Verdict.Authentic(SECRET));
        assertThat(at(SENT + 1_000 * HOUR).check(delivery("this is secret", "" + SENT), List.of(SECRET)))
                .isEqualTo(new Verdict.Authentic(SECRET));
    }

    @Test
    void aPasswordThatLooksLikeACodeIsAPassword() {
        var secret = secret(CODE);
        assertThat(at(0).check(delivery(CODE, null), List.of(SECRET, secret))).isEqualTo(new Verdict.Authentic(secret));
    }

    private static GiteeToken at(long millis) {
        return new GiteeToken(InstantSource.fixed(Instant.ofEpochMilli(millis)));
    }

    private static Delivery delivery(@Nullable String token, @Nullable String time) {
        var headers = new HashMap<String, String>();
        if (token != null) {
            headers.put("x-gitee-token", token);
        }
        if (time != null) {
            headers.put("x-gitee-timestamp", time);
        }
        return new Delivery(headers, "{}".getBytes(UTF_8));
    }

    private static Secret secret(String text) {
        return new Secret(text.getBytes(UTF_8));
    }
}
