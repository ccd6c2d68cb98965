package io.gitvolumereloader.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;

class ListeningTest {
    private static final String MANAGEMENT = "Management interface listening on http://127.0.0.1:9001.";

    @Test
    void bothPortsAreRead() {
        var listening = Listening.read("started in 1s. Listening on: http://127.0.0.1:8081. " + MANAGEMENT);

        assertThat(listening.http()).isEqualTo(URI.create("http://127.0.0.1:8081"));
        assertThat(listening.management()).isEqualTo(URI.create("http://127.0.0.1:9001"));
    }

    @Test
    void applicationWithTheManagementPortOnlyHasNoOther() {
        var listening = Listening.read("started in 1s. " + MANAGEMENT);

        assertThatThrownBy(listening::http).hasMessageContaining("no port but the management one");
    }

    @Test
    void nothingIsReadTooEarly() {
        assertThat(Listening.isIn("starting ...")).isFalse();
    }
}
