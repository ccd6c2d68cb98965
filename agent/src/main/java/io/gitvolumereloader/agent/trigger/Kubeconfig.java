package io.gitvolumereloader.agent.trigger;

import static io.fabric8.kubernetes.client.Config.getKubeconfigFilenames;

import io.fabric8.kubernetes.api.model.Config;
import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fabric8.kubernetes.client.utils.Utils;
import io.gitvolumereloader.agent.sync.Printable;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether the files that tell how to log in to the Kubernetes API can be made use of, without ever quoting
 * them: what is no kubeconfig may be somebody's secret, and the client's own exceptions quote it.
 */
public final class Kubeconfig {
    private static final String VARIABLE = "KUBECONFIG";
    private static final String REMEDY = ": set it to one, or unset it to log in with the pod's service account";
    private static final int LONGEST_NAME = 200;

    private Kubeconfig() {}

    /** What a file turned out to be. */
    private sealed interface Reading {
        record Usable(Config config) implements Reading {}

        record Missing() implements Reading {}

        record Unusable(String why) implements Reading {}
    }

    /**
     * What people are to mend before a client is made: deed, object, cause and remedy in one line; empty where nothing
     * is wrong. Reads the system property {@code kubeconfig}, the environment and the files that they name.
     */
    public static Optional<String> complaint() {
        if (Utils.getSystemPropertyOrEnvVar("kubernetes.disable.autoConfig", false)
                || !Utils.getSystemPropertyOrEnvVar("kubernetes.auth.tryKubeConfig", true)) {
            return Optional.empty();
        }
        var named = Utils.getSystemPropertyOrEnvVar("kubeconfig");
        return named == null
                ? ofDefault(Path.of(getKubeconfigFilenames().iterator().next()))
                : ofNamed(named);
    }

    /** The same for a file that nobody has named: it need not be there. */
    static Optional<String> ofDefault(Path file) {
        return read(file) instanceof Reading.Unusable(var why)
                ? Optional.of("The kubeconfig " + file + " " + why
                        + ": mend it, move it away, or set KUBECONFIG to another one")
                : Optional.empty();
    }

    /** The same for {@code list}, files that somebody has named. Members may be missing as long as one is there. */
    static Optional<String> ofNamed(String list) {
        var files = Stream.of(list.split(File.pathSeparator))
                .filter(name -> !name.isBlank())
                .map(Path::of)
                .toList();
        var readings = files.stream().map(Kubeconfig::read).toList();
        for (var i = 0; i < files.size(); i++) {
            if (readings.get(i) instanceof Reading.Unusable(var why)) {
                return Optional.of(VARIABLE + " names " + files.get(i) + ", which " + why + REMEDY);
            }
        }
        var usable = readings.stream()
                .flatMap(reading -> reading instanceof Reading.Usable(var config) ? Stream.of(config) : Stream.empty())
                .toList();
        return usable.isEmpty()
                ? Optional.of(VARIABLE + " names " + list + ", which does not exist" + REMEDY)
                : context(list, usable);
    }

    private static Optional<String> context(String list, List<Config> configs) {
        var current = configs.stream()
                .map(Config::getCurrentContext)
                .filter(Utils::isNotNullOrEmpty)
                .toList();
        if (current.isEmpty()) {
            return Optional.of(VARIABLE + " names " + list + ", which has no current-context: set it there by "
                    + "'kubectl config use-context', or unset KUBECONFIG to log in with the pod's service account");
        }
        var known = configs.stream()
                .flatMap(config -> config.getContexts().stream())
                .map(NamedContext::getName)
                .toList();
        return current.stream().anyMatch(known::contains)
                ? Optional.empty()
                : Optional.of(VARIABLE + " names " + list + ", whose current-context '"
                        + Printable.of(current.getFirst(), LONGEST_NAME)
                        + "' is none of its contexts: set it there by 'kubectl config use-context', or unset KUBECONFIG "
                        + "to log in with the pod's service account");
    }

    private static Reading read(Path file) {
        if (!Files.exists(file)) {
            return new Reading.Missing();
        }
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException _) {
            return new Reading.Unusable("can't be read as text");
        }
        if (text.isBlank()) {
            return new Reading.Unusable("is empty");
        }
        var config = parse(text);
        if (config == null || isHollow(config)) {
            return new Reading.Unusable("is no kubeconfig");
        }
        return new Reading.Usable(config);
    }

    private static boolean isHollow(Config config) {
        return config.getContexts().isEmpty() && config.getClusters().isEmpty();
    }

    /** Null where it can't be; why not is forgotten on purpose, since the parser quotes what it has read. */
    private static @Nullable Config parse(String text) {
        try {
            return Serialization.unmarshal(text, Config.class);
        } catch (RuntimeException _) {
            return null;
        }
    }
}
