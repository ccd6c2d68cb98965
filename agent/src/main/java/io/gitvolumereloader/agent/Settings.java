package io.gitvolumereloader.agent;

import io.gitvolumereloader.agent.sync.Printable;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.quarkus.runtime.configuration.PathConverter;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Reads the agent's settings from where Quarkus reads them, but without starting it: system properties, environment,
 * {@code .env}, {@code config/application.properties} and the program's own defaults.
 */
final class Settings {
    private static final int PRIORITY = 200;
    private static final int LONGEST_NAME = 200;
    private static final ConfigClass MAPPING = ConfigClass.configClass(AgentConfig.class);

    /** What Kubernetes puts into the environment of every pod where there is a service called {@code agent}. */
    private static final Pattern SERVICE_LINK = Pattern.compile("AGENT_(SERVICE_(HOST|PORT)(_.*)?|PORT(_\\d.*)?)");

    /** What can be an element of a list: its name with an index. */
    private static final Pattern INDEX = Pattern.compile("_\\d+_*$");

    private Settings() {}

    /** What the settings turned out to be. */
    sealed interface Reading {
        /**
         * They can be worked with.
         *
         * @param unknown names of settings of the agent that it does not know
         * @param all those of others, too
         */
        record Usable(AgentConfig config, Set<String> unknown, Config all) implements Reading {}

        /** They can't; each complaint names setting, value and what is allowed. */
        record Unusable(List<String> complaints) implements Reading {}
    }

    /** Reads the settings of this process, and {@code more}. */
    static Reading read(ConfigSource... more) {
        try {
            var settings = new SmallRyeConfigBuilder()
                    .forClassLoader(Settings.class.getClassLoader())
                    .addDefaultInterceptors()
                    .addDefaultSources()
                    .withProfiles(profiles())
                    .withSources(more)
                    .withConverter(Duration.class, PRIORITY, new DurationConverter())
                    .withConverter(MemorySize.class, PRIORITY, new MemorySizeConverter())
                    .withConverter(Path.class, PRIORITY, new PathConverter())
                    .withMapping(MAPPING)
                    .withValidateUnknown(false)
                    .build();
            var config = settings.getConfigMapping(AgentConfig.class);
            Assembly.check(config);
            return new Reading.Usable(config, unknown(settings), settings);
        } catch (ConfigValidationException e) {
            return new Reading.Unusable(IntStream.range(0, e.getProblemCount())
                    .mapToObj(problem -> Complaint.of(e.getProblem(problem).getMessage()))
                    .toList());
        } catch (IllegalArgumentException e) {
            return new Reading.Unusable(List.of(String.valueOf(e.getMessage())));
        }
    }

    /** As Quarkus names them; what is set for others only does not count. */
    private static List<String> profiles() {
        var named = System.getProperty("quarkus.profile", System.getenv().getOrDefault("QUARKUS_PROFILE", "prod"));
        return Stream.of(named.split(",")).map(String::strip).toList();
    }

    /** Names of settings of the agent, as they are written, that it does not know; each once. */
    static Set<String> unknown(Config settings) {
        var known = ConfigMappings.getProperties(MAPPING).keySet().stream()
                .map(Settings::comparable)
                .collect(Collectors.toSet());
        return StreamSupport.stream(settings.getConfigSources().spliterator(), false)
                .flatMap(source -> source.getPropertyNames().stream())
                .filter(name -> name.startsWith("agent.") || name.startsWith("AGENT_"))
                .filter(name -> !known.contains(comparable(name)))
                .filter(name -> !SERVICE_LINK.matcher(comparable(name)).matches())
                .sorted()
                .collect(Collectors.toMap(Settings::upper, name -> name, (variable, _) -> variable, TreeMap::new))
                .values()
                .stream()
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What to tell of an unknown setting. */
    static String warning(String name) {
        return "The agent knows no setting " + Printable.of(name, LONGEST_NAME)
                + "; check its spelling in docs/agent.md";
    }

    /** Environment variables, properties and elements of lists are spelled differently. */
    private static String comparable(String name) {
        return INDEX.matcher(upper(name)).replaceFirst("");
    }

    /** The environment's spelling; a variable is listed in that of a property, too. */
    private static String upper(String name) {
        return name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }
}
