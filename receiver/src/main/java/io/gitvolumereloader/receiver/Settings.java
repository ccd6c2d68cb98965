package io.gitvolumereloader.receiver;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.quarkus.runtime.configuration.PathConverter;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;

/** Reads the receiver's settings from system properties and environment, as Quarkus does, but without starting it. */
final class Settings {
    private static final int PRIORITY = 200;

    private Settings() {}

    /**
     * The settings, which beans that are made afterwards find too. Once in a process that has not started Quarkus.
     *
     * @throws ConfigurationException if one can't be meant so; says which
     */
    static ReceiverConfig read() {
        var config = config();
        ConfigProviderResolver.instance().registerConfig(config, Settings.class.getClassLoader());
        return config.getConfigMapping(ReceiverConfig.class);
    }

    private static SmallRyeConfig config() {
        try {
            return new SmallRyeConfigBuilder()
                    .forClassLoader(Settings.class.getClassLoader())
                    .addDefaultInterceptors()
                    .addDefaultSources()
                    .withConverter(Duration.class, PRIORITY, new DurationConverter())
                    .withConverter(MemorySize.class, PRIORITY, new MemorySizeConverter())
                    .withConverter(Path.class, PRIORITY, new PathConverter())
                    .withMapping(ReceiverConfig.class)
                    .withValidateUnknown(false)
                    .build();
        } catch (ConfigValidationException e) {
            throw new ConfigurationException(e.getProblem(0).getMessage(), e);
        }
    }
}
