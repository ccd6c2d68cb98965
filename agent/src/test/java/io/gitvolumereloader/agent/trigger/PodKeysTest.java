package io.gitvolumereloader.agent.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.gitvolumereloader.agent.ContractVectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodKeysTest {

    @ParameterizedTest
    @CsvSource({"'', unnamed", "theme, theme"})
    void areThoseOfTheContract(String name, String vector) {
        var expected = ContractVectors.get("keys").required(vector);

        var keys = PodKeys.of(name);

        assertThat(keys.repository()).isEqualTo(expected.required("repository").textValue());
        assertThat(keys.ref()).isEqualTo(expected.required("ref").textValue());
        assertThat(keys.push()).isEqualTo(expected.required("push").textValue());
        assertThat(keys.published()).isEqualTo(expected.required("published").textValue());
    }

    @TestFactory
    Stream<DynamicTest> takeTheNamesOfTheContract() {
        return names("valid")
                .map(name -> DynamicTest.dynamicTest(
                        "'" + name + "'",
                        () -> assertThat(PodKeys.of(name).push()).endsWith("/push." + name)));
    }

    @TestFactory
    Stream<DynamicTest> refuseAllOtherNames() {
        return names("invalid")
                .map(name -> DynamicTest.dynamicTest(
                        "'" + name + "'",
                        () -> assertThatThrownBy(() -> PodKeys.of(name)).hasMessageContaining("agent.name")));
    }

    private static Stream<String> names(String kind) {
        return StreamSupport.stream(ContractVectors.get("names").required(kind).spliterator(), false)
                .map(JsonNode::textValue);
    }
}
