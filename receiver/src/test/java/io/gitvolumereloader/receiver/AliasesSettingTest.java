package io.gitvolumereloader.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AliasesSettingTest {
    @Test
    void entriesAreSeparatedByCommas() {
        var config = config(Map.of("receiver.aliases", "ssh.example.org:2222=git.example.org, work = github.com"));
        assertThat(new Wiring().aliases(config).servers())
                .isEqualTo(Map.of("ssh.example.org:2222", "git.example.org", "work", "github.com"));
    }

    @Test
    void noneAreNeeded() {
        assertThat(new Wiring().aliases(config(Map.of())).servers()).isEmpty();
    }

    @Test
    void aBadEntryEndsTheStart() {
        var config = config(Map.of("receiver.aliases", "ssh.example.org"));
        assertThatThrownBy(() -> new Wiring().aliases(config))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("receiver.aliases has an entry 1 that is not host[:port]=host[:port]");
    }

    private static ReceiverConfig config(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(ReceiverConfig.class)
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .build()
                .getConfigMapping(ReceiverConfig.class);
    }
}
