package io.gitvolumereloader.receiver;

import io.gitvolumereloader.receiver.hook.Printable;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

/** Warns of settings that the receiver does not know, since a misspelt one counts for nothing. */
@ApplicationScoped
public class Spelling {
    private static final Logger LOG = Logger.getLogger(Spelling.class);
    private static final int LONGEST_NAME = 200;

    /** What Kubernetes puts into the environment of every pod beside a service called {@code receiver} or so. */
    private static final Pattern SERVICE_LINK =
            Pattern.compile("RECEIVER_(.*_)?(SERVICE_(HOST|PORT)(_.*)?|PORT(_\\d.*)?)");

    /** What can be an element of a list: its name with an index. */
    private static final Pattern INDEX = Pattern.compile("_\\d+_*$");

    void check(@Observes StartupEvent event, Config settings) {
        unknown(settings).forEach(name -> LOG.warn(warning(name)));
    }

    /**
     * Names of settings of the receiver, as they are written, that it does not know; of several spellings the first.
     */
    static Collection<String> unknown(Config settings) {
        var known = ConfigMappings.getProperties(ConfigClass.configClass(ReceiverConfig.class)).keySet().stream()
                .map(name -> comparable(name.replace("[*]", "")))
                .collect(Collectors.toSet());
        return StreamSupport.stream(settings.getConfigSources().spliterator(), false)
                .flatMap(source -> source.getPropertyNames().stream())
                .filter(name -> name.startsWith("receiver.") || name.startsWith("RECEIVER_"))
                .filter(name -> !known.contains(comparable(name)))
                .filter(name -> !SERVICE_LINK.matcher(comparable(name)).matches())
                .sorted()
                .collect(Collectors.toMap(
                        Spelling::comparable, Function.identity(), (first, _) -> first, LinkedHashMap::new))
                .values();
    }

    /** What to tell of an unknown setting. */
    static String warning(String name) {
        return "The receiver knows no setting " + Printable.of(name, LONGEST_NAME)
                + "; check its spelling in docs/receiver.md";
    }

    /** Environment variables, properties and elements of lists are spelled differently. */
    private static String comparable(String name) {
        var upper = name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
        return INDEX.matcher(upper).replaceFirst("");
    }
}
