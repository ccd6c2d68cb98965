package io.gitvolumereloader.agent.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gitvolumereloader.agent.ContractVectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PodKeysTest {

    @ParameterizedTest
    @CsvSource({"'', unnamed", "theme, theme"})
    void areThoseOfTheContract(String name, String vector) {
        var expected = ContractVectors.get("keys").required(vector);

        var keys = PodKeys.of(name);

        assertThat(keys.repository()).isEqualTo(expected.required("repository").textValue());
        assertThat(keys.ref()).isEqualTo(expected.required("ref").textValue());
        assertThat(keys.push()).isEqualTo(expected.required("push").textValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Theme", "-a", "a-", "a.b", "a/b", " "})
    void refuseNamesThatAreNoDnsLabels(String name) {
        assertThatThrownBy(() -> PodKeys.of(name)).hasMessageContaining("agent.name");
    }

    @Test
    void refuseANameThatIsTooLong() {
        assertThatThrownBy(() -> PodKeys.of("a".repeat(64))).hasMessageContaining("63");
    }
}
