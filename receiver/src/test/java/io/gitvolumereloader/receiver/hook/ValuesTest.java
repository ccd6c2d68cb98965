package io.gitvolumereloader.receiver.hook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ValuesTest {
    @Test
    void aSecretIsNotPrinted() {
        assertThat(new Secret("open sesame".getBytes(UTF_8))).hasToString("Secret[unnamed, hidden]");
    }

    @Test
    void anEmptySecretIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Secret(new byte[0]));
    }

    @Test
    void aDeliveryPrintsNeitherHeadersNorPathNorBody() {
        assertThat(new Delivery(Map.of("x-hub-signature-256", "sha256=12"), "body".getBytes(UTF_8)))
                .hasToString("Delivery[4 bytes]");
        assertThat(new Delivery(Map.of(), "body".getBytes(UTF_8)).withPathToken("token"))
                .hasToString("Delivery[4 bytes]");
    }

    @Test
    void headersAreFoundInAnySpelling() {
        assertThat(new Delivery(Map.of("x-github-event", "push"), new byte[0]).header("X-GitHub-Event"))
                .isEqualTo("push");
    }

    @Test
    void aDeliveryIdKeepsNothingThatCouldBreakALine() {
        assertThat(DeliveryId.of("github", "72d3-\r\n\"evil\"\u202e")).hasToString("github/72d3-evil");
    }

    @Test
    void ofADeliveryIdNoMoreIsReadThanAnIdHas() {
        assertThat(DeliveryId.of("github", "/".repeat(256) + "72d3")).hasToString("github/unknown");
    }

    @Test
    void aDeliveryWithoutIdIsUnknown() {
        assertThat(DeliveryId.of("github", null)).hasToString("github/unknown");
    }

    @Test
    void textOfStrangersIsCutAndCleaned() {
        assertThat(Printable.of("a\n\"b\"\\c\u202ed too long", 9)).isEqualTo("a?'b'/c?d");
    }

    @Test
    void aDeadlineNeverHasLessThanNothingLeft() {
        var deadline = new Deadline(() -> 5, 0);
        assertThat(deadline.remaining()).isEqualTo(Duration.ZERO);
    }
}
