package io.gitvolumereloader.receiver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gitvolumereloader.receiver.hook.Delivery;
import io.gitvolumereloader.receiver.hook.Secret;
import io.gitvolumereloader.receiver.hook.Verdict;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The vector is test case 2 of <a href="https://www.rfc-editor.org/rfc/rfc4231#section-4.3">RFC 4231</a>. */
class GenericSettingsTest {
    private static final String DATA = "what do ya want for nothing?";
    private static final Secret SECRET = new Secret("Jefe".getBytes(UTF_8));

    @Test
    void withoutSettingsItIsSha256InHexadecimalWithAPrefix() {
        assertAuthentic(
                Map.of(), "x-signature", "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    }

    @Test
    void headerPrefixEncodingAndAlgorithmCanBeSet() {
        assertAuthentic(
                Map.of(
                        "receiver.generic.header", "X-Hook-Code",
                        "receiver.generic.prefix", "",
                        "receiver.generic.encoding", "base64",
                        "receiver.generic.algorithm", "sha512"),
                "x-hook-code",
                "Fkt6e/z4GeLjlfvnO1bgo4e9ZCIugx/WECcM1+olBVSXWL91wFqZSm0DT2X48Ob9yuqxo01Ka0tjbgcKOLznNw==");
    }

    @Test
    void aHeaderThatIsNoneEndsTheStart() {
        var config = GivenSettings.of(Map.of("receiver.generic.header", "X-Signature: "));
        assertThatThrownBy(() -> new Wiring().generic(config))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("receiver.generic.header");
    }

    @Test
    void anAlgorithmThatIsTooWeakEndsTheStart() {
        var settings = Map.of("receiver.generic.algorithm", "sha1");
        assertThatThrownBy(() -> GivenSettings.of(settings)).hasMessageContaining("receiver.generic.algorithm");
    }

    private static void assertAuthentic(Map<String, String> settings, String header, String signature) {
        var generic = new Wiring().generic(GivenSettings.of(settings));
        assertThat(generic.authenticate(new Delivery(Map.of(header, signature), DATA.getBytes(UTF_8)), List.of(SECRET)))
                .isEqualTo(new Verdict.Authentic(SECRET));
    }
}
