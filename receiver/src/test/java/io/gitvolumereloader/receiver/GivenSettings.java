package io.gitvolumereloader.receiver;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;

/** The receiver's settings as a test gives them, with the defaults of all others. */
final class GivenSettings {
    private GivenSettings() {}

    static ReceiverConfig of(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(ReceiverConfig.class)
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .build()
                .getConfigMapping(ReceiverConfig.class);
    }
}
