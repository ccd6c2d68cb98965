package io.gitvolumereloader.receiver.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Asked before anything else of {@code -Papi-server}, so that one sentence says what is missing. */
@Tag("api-server")
class ApiServerIsThereTest {
    @Test
    void anApiServerCanBeStarted() {
        try {
            assertThat(RealApiServer.kubeconfig()).contains("server:");
        } catch (ExceptionInInitializerError e) {
            var cause = e.getCause();
            fail(cause == null ? "unknown" : cause.getMessage());
        }
    }
}
