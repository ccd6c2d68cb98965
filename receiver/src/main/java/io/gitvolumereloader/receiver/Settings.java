package io.gitvolumereloader.receiver;

import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.quarkus.runtime.configuration.PathConverter;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.eclipse.microprofile.config.spi.ConfigSource;

/** Reads the receiver's settings from where Quarkus reads them, but without starting it. */
final class Settings {
    private static final int PRIORITY = 200;

    private Settings() {}

    /** What the settings turned out to be. */
    sealed interface Reading {
        /**
         * Each can be read.
         *
         * @param all those of others, too
         */
        record Usable(ReceiverConfig config, Config all) implements Reading {
            /** Lets beans that are made afterwards find them. Once in a process that does not start Quarkus. */
            void register() {
                ConfigProviderResolver.instance().registerConfig(all, Settings.class.getClassLoader());
            }
        }

        /** They can't; each complaint names setting, value and what is allowed. */
        record Unusable(List<String> complaints) implements Reading {}
    }

    /** As Quarkus names them; what is set for others only does not count. */
    private static List<String> profiles() {
        var named = System.getProperty("quarkus.profile", System.getenv().getOrDefault("QUARKUS_PROFILE", "prod"));
        return Stream.of(named.split(",")).map(String::strip).toList();
    }

    /** As people write it in a setting. */
    static String spelled(Duration duration) {
        if (duration.toMillisPart() != 0) {
            return duration.toMillis() + "ms";
        }
        var seconds = duration.toSeconds();
        return seconds != 0 && seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }

    /** Reads the settings of this process, and {@code more}. */
    static Reading read(ConfigSource... more) {
        try {
            var all = new SmallRyeConfigBuilder()
                    .forClassLoader(Settings.class.getClassLoader())
                    .addDefaultInterceptors()
                    .addDefaultSources()
                    .withProfiles(profiles())
                    .withSources(more)
                    .withConverter(Duration.class, PRIORITY, new DurationConverter())
                    .withConverter(MemorySize.class, PRIORITY, new MemorySizeConverter())
                    .withConverter(Path.class, PRIORITY, new PathConverter())
                    .withMapping(ReceiverConfig.class)
                    .withValidateUnknown(false)
                    .build();
            return new Reading.Usable(all.getConfigMapping(ReceiverConfig.class), all);
        } catch (ConfigValidationException e) {
            return new Reading.Unusable(IntStream.range(0, e.getProblemCount())
                    .mapToObj(problem -> Complaint.of(e.getProblem(problem).getMessage()))
                    .toList());
        }
    }
}
