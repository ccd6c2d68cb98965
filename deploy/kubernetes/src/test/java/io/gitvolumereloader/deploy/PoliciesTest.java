package io.gitvolumereloader.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the policies allow and refuse, each of their expressions evaluated. */
class PoliciesTest {
    private static final List<Policy> POLICIES =
            Manifests.of("ValidatingAdmissionPolicy").stream().map(Policy::new).toList();

    static List<PolicyCase> cases() {
        return PolicyCase.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aRequestIsAllowedOrRefusedWithTheRightWords(PolicyCase asked) {
        assertThat(objections(asked).findFirst().orElse("")).isEqualTo(asked.refused());
    }

    static List<Policy> policies() {
        return POLICIES;
    }

    /** For each line there is a request that it alone refuses. */
    @ParameterizedTest
    @MethodSource("policies")
    void noLineOfAPolicyIsIdle(Policy policy) {
        var alone = cases().stream()
                .map(policy::objections)
                .filter(objections -> objections.size() == 1)
                .map(List::getFirst);
        assertThat(alone.distinct()).containsExactlyInAnyOrderElementsOf(policy.messages());
    }

    @Test
    void theirKeysAreThoseOfTheContract() throws IOException {
        var keys = new ObjectMapper()
                .readTree(Path.of("../../docs/contract-vectors.json").toFile())
                .path("keys");
        var push = keys.at("/unnamed/push").asText();
        var expressions = Manifests.of("ValidatingAdmissionPolicy").stream()
                .filter(policy -> policy.name().endsWith("receiver"))
                .flatMap(policy -> policy.tree().findValuesAsText("expression").stream())
                .collect(Collectors.joining("\n"));
        assertThat(expressions)
                .contains("key == '" + push + "'", "key.startsWith('" + push + ".')")
                .contains(
                        "'" + keys.path("label").asText() + "'",
                        "'" + keys.path("labelValue").asText() + "'");
        assertThat(keys.at("/theme/push").asText()).startsWith(push + ".");
    }

    private static Stream<String> objections(PolicyCase asked) {
        return POLICIES.stream().flatMap(policy -> policy.objections(asked).stream());
    }
}
