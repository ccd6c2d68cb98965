package io.gitvolumereloader.receiver;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.quarkus.runtime.configuration.PathConverter;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;

/** Reads the receiver's settings from system properties and environment, as Quarkus does, but without starting it. */
final class Settings {
    private static final int PRIORITY = 200;

    private Settings() {}

    /** @throws ConfigurationException if one can't be meant so; says which */
    static ReceiverConfig read() {
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
                    .build()
                    .getConfigMapping(ReceiverConfig.class);
        } catch (ConfigValidationException e) {
            throw new ConfigurationException(e.getProblem(0).getMessage(), e);
        }
    }
}
