package io.gitvolumereloader.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gitvolumereloader.receiver.hook.Web;
import io.gitvolumereloader.receiver.kubernetes.ClusterKeys;
import io.gitvolumereloader.receiver.oidc.KeyServer;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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

    private static KeyServer keyServer(Map<String, String> settings) {
        return Wiring.keyServer(GivenSettings.of(settings), _ -> new Web.Failed("not asked"), () -> {
            throw new AssertionError("nobody needs a client before keys are asked for");
        });
    }
}
