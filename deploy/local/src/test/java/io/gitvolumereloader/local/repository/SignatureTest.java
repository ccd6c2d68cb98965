package io.gitvolumereloader.local.repository;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SignatureTest {
    /**
     * The test values of <a
     * href="https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries">GitHub: Validating
     * webhook deliveries</a>.
     */
    @Test
    void publishedVectorComesOut() {
        assertThat(new Signature("It's a Secret to Everybody").of("Hello, World!".getBytes(UTF_8)))
                .isEqualTo("sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17");
    }

    @Test
    void secretIsNotPrinted() {
        assertThat(new Signature("open sesame")).asString().doesNotContain("sesame");
    }
}
