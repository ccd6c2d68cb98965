package io.gitvolumereloader.local.bench.proof;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gitvolumereloader.receiver.hook.Verdict;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProvenTest {
    private static final byte[] BODY = "{}".getBytes(UTF_8);

    @ParameterizedTest
    @MethodSource("all")
    void whoKnowsASecretIsBelieved(Proven scheme) {
        var others = List.of(scheme.secret(1), scheme.secret(2));
        var delivery = scheme.delivery(scheme.secret(2), BODY, UnaryOperator.identity());
        assertThat(scheme.provider().authenticate(delivery, others)).isEqualTo(new Verdict.Authentic(scheme.secret(2)));
    }

    /** So that what is clocked is the comparison, and not what comes before it. */
    @ParameterizedTest
    @MethodSource("all")
    void aSpoiledProofIsCompared(Proven scheme) {
        for (var place : List.of(0, 31)) {
            var delivery = scheme.delivery(scheme.secret(0), BODY, proof -> {
                var spoiled = proof.clone();
                spoiled[place] ^= 1;
                return spoiled;
            });
            assertThat(scheme.provider().authenticate(delivery, List.of(scheme.secret(0))))
                    .isInstanceOfSatisfying(
                            Verdict.Rejected.class,
                            rejected -> assertThat(rejected.reason()).contains("fits none of 1 secrets"));
        }
    }

    static List<Proven> all() {
        return Proven.all();
    }
}
