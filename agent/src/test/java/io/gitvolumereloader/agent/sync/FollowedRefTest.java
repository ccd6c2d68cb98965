package io.gitvolumereloader.agent.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.gitvolumereloader.agent.ContractVectors;
import java.util.ArrayList;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FollowedRefTest {

    @TestFactory
    Stream<DynamicTest> meansWhatTheContractSays() {
        return ContractVectors.each("refs").map(vector -> {
            var name = vector.required("ref").textValue();
            var expected = new ArrayList<String>();
            vector.required("canMean").forEach(each -> expected.add(each.textValue()));
            return DynamicTest.dynamicTest(
                    name, () -> assertThat(new FollowedRef(name).canMean()).isEqualTo(expected));
        });
    }

    @Test
    void headStandsForItself() {
        assertThat(new FollowedRef("HEAD").canMean()).containsExactly("HEAD");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " ", "a b", "a..b", "/a", "a/", "a//b", ".a", "a/.b", "a.lock", "a~1", "a^", "a:b", "a?", "a*",
                "a[b", "a\\b", "@", "a@{b", "-a", "a.", "a\nb", "a\u007f"
            })
    void refusesNamesThatGitRefuses(String name) {
        assertThat(FollowedRef.parse(name)).isEmpty();
    }

    @Test
    void leavesOutBlanksAround() {
        assertThat(FollowedRef.parse(" main\n")).hasValue(new FollowedRef("main"));
    }

    @Test
    void fullCommitIdStandsForItselfInAnyCase() {
        var id = "6113728f27ae82c7b1a177c8d03f9e96e0adf246";
        assertThat(new FollowedRef(id).object()).hasValue(new CommitId(id));
        assertThat(new FollowedRef(id.toUpperCase(Locale.ROOT)).object()).hasValue(new CommitId(id));
        assertThat(new FollowedRef(id).canMean()).containsExactly(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "refs/heads/6113728f27ae82c7b1a177c8d03f9e96e0adf246",
                "6113728f",
                "6113728f27ae82c7b1a177c8d03f9e96e0adf24",
                "0000000000000000000000000000000000000000"
            })
    void whatIsNoFullCommitIdIsARef(String name) {
        assertThat(new FollowedRef(name).object()).isEmpty();
        assertThat(new FollowedRef(name).canMean()).allMatch(ref -> ref.startsWith("refs/"));
    }
}
