package io.gitvolumereloader.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.gitvolumereloader.receiver.hook.Web;
import io.gitvolumereloader.receiver.kubernetes.ClusterKeys;
import io.gitvolumereloader.receiver.oidc.KeyServer;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    @Test
    void entriesAreSeparatedByCommas() {
        var config =
                GivenSettings.of(Map.of("receiver.aliases", "ssh.example.org:2222=git.example.org, work = github.com"));
        assertThat(new Wiring().aliases(config).servers())
                .isEqualTo(Map.of("ssh.example.org:2222", "git.example.org", "work", "github.com"));
    }

    @Test
    void noneAreNeeded() {
        assertThat(new Wiring().aliases(GivenSettings.of(Map.of())).servers()).isEmpty();
    }

    @Test
    void aBadEntryEndsTheStart() {
        var config = GivenSettings.of(Map.of("receiver.aliases", "ssh.example.org"));
        assertThatThrownBy(() -> new Wiring().aliases(config))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("receiver.aliases has an entry 1 that is not host[:port]=host[:port]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bitbucket.example.com",
                "ssh://bitbucket.example.com",
                "https://user:password@bitbucket.example.com",
                "https://",
                "https://bitbucket.example.com?x=y"
            })
    void whatIsNoUrlOfABitbucketServerEndsTheStart(String url) {
        var config = GivenSettings.of(Map.of("receiver.bitbucket-server.url", url));
        assertThatThrownBy(() -> new Wiring().bitbucketServer(config))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("receiver.bitbucket-server.url is not the URL of a server")
                .hasMessageNotContaining("password");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://bitbucket.example.com", "http://h:7990/", "https://h.example.com/bitbucket/"})
    void aBitbucketServerMayBeAnywhere(String url) {
        assertThat(new Wiring().bitbucketServer(GivenSettings.of(Map.of("receiver.bitbucket-server.url", url))))
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://issuer.example.com", "issuer.example.com", "https://user:password@issuer.example.com"})
    void whatIsNoIssuerEndsTheStart(String url) {
        assertThatThrownBy(() -> keyServer(Map.of("receiver.oidc.issuer", url)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("receiver.oidc.issuer is not the URL of an issuer")
                .hasMessageNotContaining("password");
    }

    @Test
    void theIssuerIsTheClusterUnlessSaidOtherwise() {
        assertThat(keyServer(Map.of())).isInstanceOf(ClusterKeys.class);
        assertThat(keyServer(Map.of("receiver.oidc.issuer", "https://issuer.example.com"))
                        .issuer())
                .hasValue("https://issuer.example.com");
    }

    @ParameterizedTest
    @CsvSource({"PT2M, 2m", "PT0S, 0s", "PT0.1S, 100ms", "PT90S, 90s", "PT-1S, -1s", "PT1H, 60m"})
    void durationsAreToldAsTheyAreWritten(Duration duration, String spelled) {
        assertThatThrownBy(() -> Wiring.check("receiver.x", duration, Duration.ofDays(1), Duration.ofDays(2)))
                .hasMessage("receiver.x is " + spelled + ": set it to something from 1440m to 2880m.");
    }

    @Test
    void theEntryThatIsNoNamespaceIsNamed() {
        var config = GivenSettings.of(Map.of("receiver.namespaces", "docs,My Docs\u202e"));
        try (var client = new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(Config.empty()).build())
                .build()) {
            assertThatThrownBy(() -> Wiring.namespaces(config, client))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageStartingWith("receiver.namespaces holds 'My Docs?', which is no namespace");
        }
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource(delimiter = '|', textBlock = """
            receiver.max-body         | abc     | write a size like 500K, 5M or 1G
            receiver.max-buffered     | much    | write a size like 500K, 5M or 1G
            receiver.body-timeout     | soon    | write a duration like 4s, 2m or PT2M
            receiver.fan-out.drain    | never   | write a duration like 4s, 2m or PT2M
            receiver.rate             | some    | it must be a whole number
            receiver.generic.encoding | rot13   | it must be one of base64, hex
            receiver.rate             | ''      | set it or leave it out
            """)
    void aBadValueIsNamedInOneLineWithWhatIsAllowed(String setting, String value, String remedy) {
        assertThat(read(Map.of(setting, value)))
                .isInstanceOfSatisfying(
                        Settings.Reading.Unusable.class,
                        reading -> assertThat(reading.complaints())
                                .singleElement()
                                .asString()
                                .startsWith(setting + " is ")
                                .contains(remedy)
                                .hasLineCount(1)
                                .doesNotContain("SRCFG", "Exception", "class "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "receiver.maxbody",
                "receiver.fan-out.dedline",
                "receiver.generic.heeder",
                "receiver.namespaces.x",
                "RECEIVER_NAMESPACE",
                "RECEIVER_MAXBODY"
            })
    void unknownSettingsAreFound(String name) {
        assertThat(unknown(name)).containsExactly(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "receiver.namespaces[7]",
                "RECEIVER_NAMESPACES_7_",
                "RECEIVER_FAN_OUT_IN_FLIGHT",
                "RECEIVER_OIDC_AUDIENCE",
                "RECEIVER_BITBUCKET_SERVER_URL",
                "RECEIVER_SERVICE_HOST",
                "RECEIVER_SERVICE_PORT_HTTP",
                "RECEIVER_PORT",
                "RECEIVER_PORT_80_TCP_ADDR",
                "RECEIVER_BLUE_SERVICE_PORT",
                "receivers.friend",
                "RECEIVERS"
            })
    void whatIsNoneOfTheReceiversMistakesIsPassedOver(String name) {
        assertThat(unknown(name)).isEmpty();
    }

    /** From the environment, variables are told by the names of properties, too. */
    @Test
    void aVariableIsToldOnceAndOneOfKubernetesNever() {
        var environment = Map.of("RECEIVER_NAMESPACE", "docs", "RECEIVER_SERVICE_HOST", "10.0.0.1");
        assertThat(unknown(Settings.read(new EnvConfigSource(environment, 1000))))
                .containsExactly("RECEIVER_NAMESPACE");
    }

    private static Collection<String> unknown(String name) {
        return unknown(read(Map.of(name, "9")));
    }

    private static Collection<String> unknown(Settings.Reading reading) {
        assertThat(reading).isInstanceOf(Settings.Reading.Usable.class);
        return Spelling.unknown(((Settings.Reading.Usable) reading).all());
    }

    private static Settings.Reading read(Map<String, String> values) {
        return Settings.read(new PropertiesConfigSource(values, "test", 1000));
    }

    private static KeyServer keyServer(Map<String, String> settings) {
        return Wiring.keyServer(GivenSettings.of(settings), _ -> new Web.Failed("not asked"), () -> {
            throw new AssertionError("nobody needs a client before keys are asked for");
        });
    }
}
