package io.gitvolumereloader.receiver.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gitvolumereloader.receiver.hook.Delivery;
import io.gitvolumereloader.receiver.hook.Secret;
import io.gitvolumereloader.receiver.hook.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathTokenTest {
    private static final Secret ONE = secret("one-4rYw0Jq8hB2kZs6");
    private static final Secret OTHER = secret("other-Vn3xTq7LmC9dPe1");
    private static final Verdict.Rejected NOBODY = new Verdict.Rejected("nobody");

    @ParameterizedTest
    @ValueSource(strings = {"one-4rYw0Jq8hB2kZs6", "other-Vn3xTq7LmC9dPe1"})
    void theTokenSaysWhichSecretVouches(String token) {
        var by = new Verdict.Authentic(secret(token));
        assertThat(PathToken.alone().check(delivery(token), List.of(ONE, OTHER)))
                .isEqualTo(by);
        assertThat(PathToken.alone().precheck(delivery(token), List.of(ONE, OTHER)))
                .isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            absent       | -                          | does not end in the secret
            empty        | ''                         | fits none of 2 secrets
            cut short    | one-4rYw0Jq8hB2kZs         | fits none of 2 secrets
            continued    | one-4rYw0Jq8hB2kZs6/       | fits none of 2 secrets
            in a folder  | x/one-4rYw0Jq8hB2kZs6      | fits none of 2 secrets
            other case   | ONE-4rYw0Jq8hB2kZs6        | fits none of 2 secrets
            escaped      | one%2D4rYw0Jq8hB2kZs6      | fits none of 2 secrets
            of a third   | third-Fw8uGz5RbN0aXi4      | fits none of 2 secrets
            beyond ASCII | ｏne-4rYw0Jq8hB2kZs6        | fits none of 2 secrets
            """)
    void anyOtherIsRejectedBeforeTheBodyIsReadAndIsNotQuoted(String name, @Nullable String token, String reason) {
        var delivery = token == null ? new Delivery(Map.of(), new byte[0]) : delivery(token);
        var scheme = PathToken.and(new Recording(new ArrayList<>(), new Verdict.Authentic(ONE)));
        assertThat(scheme.precheck(delivery, List.of(ONE, OTHER)))
                .as(name)
                .hasValueSatisfying(rejected -> assertThat(rejected.reason())
                        .contains(reason)
                        .doesNotContain("4rYw0Jq8hB2kZs", "Fw8uGz5RbN0aXi4"));
        assertThat(scheme.check(delivery, List.of(ONE, OTHER))).as(name).isInstanceOf(Verdict.Rejected.class);
    }

    @Test
    void whatElseIsToBeProvedIsProvedByTheSecretOfThePathAlone() {
        var asked = new ArrayList<Secret>();
        var scheme = PathToken.and(new Recording(asked, new Verdict.Authentic(ONE)));
        assertThat(scheme.precheck(delivery("one-4rYw0Jq8hB2kZs6"), List.of(OTHER, ONE)))
                .isEmpty();
        assertThat(scheme.check(delivery("one-4rYw0Jq8hB2kZs6"), List.of(OTHER, ONE)))
                .isEqualTo(new Verdict.Authentic(ONE));
        assertThat(asked).containsExactly(ONE, ONE);
    }

    @Test
    void theTokenIsNotEnoughWhereMoreIsToBeProved() {
        var scheme = PathToken.and(new Recording(new ArrayList<>(), NOBODY));
        assertThat(scheme.precheck(delivery("one-4rYw0Jq8hB2kZs6"), List.of(ONE)))
                .hasValue(NOBODY);
        assertThat(scheme.check(delivery("one-4rYw0Jq8hB2kZs6"), List.of(ONE))).isEqualTo(NOBODY);
    }

    @Test
    void whoCanNotTellForNowIsNotOverruled() {
        var undecided = new Verdict.Undecided("nobody answers");
        var scheme = PathToken.and(new Recording(new ArrayList<>(), undecided));
        assertThat(scheme.check(delivery("one-4rYw0Jq8hB2kZs6"), List.of(ONE))).isEqualTo(undecided);
        assertThat(scheme.asksOthers()).isTrue();
        assertThat(PathToken.alone().asksOthers()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fifteen-letters",
                "a/slash-in-the-middle",
                "a question mark?",
                "dots.are.for.folders",
                "percent%41percent%41",
                "ümlaut-and-more-of-it",
                "+plus+plus+plus+plus+"
            })
    void aSecretThatIsUnfitForAUrlIsRefusedAndNotQuoted(String text) {
        assertThat(PathToken.alone().objection(secret(text)))
                .hasValueSatisfying(
                        objection -> assertThat(objection).contains("openssl").doesNotContain(text));
        assertThat(PathToken.alone().objection(secret(text + "x".repeat(128)))).isPresent();
    }

    @Test
    void whatOpensslMakesIsFit() {
        assertThat(PathToken.alone().objection(secret("0123456789abcdef".repeat(4))))
                .isEmpty();
        assertThat(PathToken.alone().isInPath()).isTrue();
    }

    private static Delivery delivery(String token) {
        return new Delivery(Map.of(), new byte[0]).withPathToken(token);
    }

    private static Secret secret(String text) {
        return new Secret(text.getBytes(UTF_8));
    }

    /** Says always the same, and keeps of whom it was asked. */
    private record Recording(List<Secret> asked, Verdict verdict) implements Scheme {
        @Override
        public Optional<Verdict.Rejected> precheck(Delivery headers, List<Secret> secrets) {
            asked.addAll(secrets);
            return verdict instanceof Verdict.Rejected rejected ? Optional.of(rejected) : Optional.empty();
        }

        @Override
        public Verdict check(Delivery delivery, List<Secret> secrets) {
            asked.addAll(secrets);
            return verdict;
        }

        @Override
        public boolean asksOthers() {
            return true;
        }
    }
}
