package io.gitvolumereloader.local.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerTest {
    @Test
    void fetchTimeIsRead() {
        assertThat(Answer.parse("ok 1500000").fetchMillis()).isEqualTo(1.5);
    }

    @Test
    void workersThatDoNotTellTheirFetchTimeAreUnderstood() {
        assertThat(Answer.parse("ok")).isEqualTo(new Answer(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"failed: no route to host", "", "ok soon", "okay"})
    void anythingElseIsAFailure(String line) {
        assertThatThrownBy(() -> Answer.parse(line))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(line);
    }
}
