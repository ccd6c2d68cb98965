package io.gitvolumereloader.agent.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.gitvolumereloader.agent.testing.Servers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Asked before anything else of {@code -Papi-server}, so that one sentence says what is missing. */
@Tag("api-server")
class ApiServerIsThereTest {
    @Test
    void thereAreTheProgramsOfOne() {
        try {
            assertThat(Servers.find().getApiServer().canExecute()).isTrue();
        } catch (IllegalStateException e) {
            fail(e.getMessage());
        }
    }
}
