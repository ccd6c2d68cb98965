package io.gitvolumereloader.receiver.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No scenario is forgotten: each provider has a fixture of it, or its {@code not-applicable.json} says why there can be
 * none.
 */
class ScenariosTest {
    private static final Set<String> SCENARIOS = Set.of(
            "push",
            "multi-ref",
            "tag",
            "annotated-tag",
            "delete",
            "create",
            "force",
            "ping", // or test, as some providers call it
            "minimal",
            "truncated",
            "hostile",
            "unsigned");

    private static final Map<String, Set<String>> FOUND = Fixture.all()
            .collect(Collectors.groupingBy(
                    Fixture::provider, Collectors.mapping(ScenariosTest::name, Collectors.toSet())));

    @Test
    void eachProviderHasFixturesAndEachFixtureAProvider() {
        assertThat(FOUND.keySet())
                .containsExactlyInAnyOrderElementsOf(providers().toList());
    }

    @ParameterizedTest
    @MethodSource("providers")
    void eachScenarioIsThereOrItIsSaidWhyNot(String provider) {
        var silent = new TreeSet<>(SCENARIOS);
        silent.removeAll(FOUND.getOrDefault(provider, Set.of()));
        silent.removeAll(Fixture.notApplicable(provider).keySet());
        assertThat(silent)
                .as("make fixtures of them in providers/%s, or say why not in its not-applicable.json", provider)
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("providers")
    void whatIsThereIsNotExcused(String provider) {
        var reasons = Fixture.notApplicable(provider);
        assertThat(SCENARIOS).containsAll(reasons.keySet());
        assertThat(reasons.keySet()).doesNotContainAnyElementsOf(FOUND.getOrDefault(provider, Set.of()));
        assertThat(reasons.values()).allSatisfy(reason -> assertThat(reason).isNotBlank());
    }

    @ParameterizedTest
    @MethodSource("providers")
    void nothingUnsignedIsAuthentic(String provider) {
        if (FOUND.getOrDefault(provider, Set.of()).contains("unsigned")) {
            assertThat(Fixture.of(provider, "unsigned")
                            .expected()
                            .path("verdict")
                            .textValue())
                    .isEqualTo("rejected");
        }
    }

    static Stream<String> providers() {
        return AllProviders.at(Instant.EPOCH).stream().map(DescribedProvider::name);
    }

    private static String name(Fixture fixture) {
        return fixture.scenario().equals("test") ? "ping" : fixture.scenario();
    }
}
