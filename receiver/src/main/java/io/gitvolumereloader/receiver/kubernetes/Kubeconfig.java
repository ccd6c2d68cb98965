package io.gitvolumereloader.receiver.kubernetes;

import io.fabric8.kubernetes.api.model.Config;
import io.fabric8.kubernetes.api.model.NamedCluster;
import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.internal.KubeConfigUtils;
import io.fabric8.kubernetes.client.utils.Utils;
import io.gitvolumereloader.receiver.hook.Printable;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Says before there is a client what is wrong with the kubeconfig that it would read.
 *
 * <p>The client itself would quote in its exception what the file holds, or take no notice and ask an API server that
 * nobody meant.
 */
public final class Kubeconfig {
    private static final int LONGEST = 300;
    private static final String PROPERTY = io.fabric8.kubernetes.client.Config.KUBERNETES_KUBECONFIG_FILE;
    private static final String WANTED =
            io.fabric8.kubernetes.client.Config.KUBERNETES_AUTH_TRYKUBECONFIG_SYSTEM_PROPERTY;
    private static final String MASTER = io.fabric8.kubernetes.client.Config.KUBERNETES_MASTER_SYSTEM_PROPERTY;
    private static final String ANOTHER = ": set it to one, or unset it to log in with the pod's service account";
    private static final String MEND = ": mend that, or unset it to log in with the pod's service account";

    private Kubeconfig() {}

    /**
     * What is wrong, in one line that repeats names of files, contexts and clusters only; empty if nothing is. Reads
     * the process's environment and system properties.
     *
     * @param only the file that {@code quarkus.kubernetes-client.kubeconfig-file} names, by which no other counts
     * @param hasUrl whether a setting says where the API server is, so that nobody needs a file for that
     */
    public static Optional<String> complaint(Optional<String> only, boolean hasUrl) {
        if (only.isPresent()) {
            return unreadable(List.of(new File(only.get())))
                    .map(file -> "quarkus.kubernetes-client.kubeconfig-file names " + name(file)
                            + ", which is no kubeconfig: set it to one, or leave it out");
        }
        if (!Utils.getSystemPropertyOrEnvVar(WANTED, true)) {
            return Optional.empty();
        }
        var files = io.fabric8.kubernetes.client.Config.getKubeconfigFilenames().stream()
                .map(File::new)
                .toList();
        var named = Utils.getSystemPropertyOrEnvVar(PROPERTY);
        if (named == null) {
            return unreadable(files).map(file -> name(file) + " is no kubeconfig: mend it, or set KUBECONFIG to one");
        }
        var subject = System.getProperty(PROPERTY, "").isEmpty() ? "KUBECONFIG" : "The system property kubeconfig";
        if (!files.stream().allMatch(Kubeconfig::isPath)) {
            return Optional.of(subject + " holds something else than paths of files" + ANOTHER);
        }
        return unreadable(files)
                .map(file -> "names " + name(file) + ", which is no kubeconfig" + ANOTHER)
                .or(() -> hasUrl || hasMaster() ? Optional.empty() : useless(files))
                .map(complaint -> subject + " " + complaint);
    }

    private static boolean hasMaster() {
        return Utils.getSystemPropertyOrEnvVar(MASTER) != null;
    }

    /** Else it may be what belongs into the file, and is not to be repeated. */
    private static boolean isPath(File file) {
        var path = file.getPath();
        return path.length() <= LONGEST && path.indexOf('{') < 0 && path.chars().noneMatch(Character::isISOControl);
    }

    private static Optional<File> unreadable(List<File> files) {
        return files.stream()
                .filter(File::isFile)
                .filter(file -> !isBlank(file) && parse(file).isEmpty())
                .findFirst();
    }

    private static Optional<String> useless(List<File> files) {
        var there = files.stream().filter(File::isFile).toList();
        if (there.isEmpty() && files.stream().anyMatch(file -> file.exists() && !file.isDirectory())) {
            return Optional.empty(); // /dev/null is a way to say that there is none
        }
        if (there.isEmpty()) {
            return Optional.of("names " + names(files) + ", where there is no file" + ANOTHER);
        }
        var configs = there.stream().flatMap(file -> parse(file).stream()).toList();
        var where = "names " + names(there) + ", ";
        var current = configs.stream()
                .map(Config::getCurrentContext)
                .filter(Utils::isNotNullOrEmpty)
                .toList();
        if (current.isEmpty()) {
            return Optional.of(where + "where no current-context is set" + MEND);
        }
        var contexts = configs.stream()
                .flatMap(config -> Stream.ofNullable(config.getContexts()))
                .flatMap(List::stream)
                .filter(context -> context.getContext() != null)
                .toList();
        for (var name : current) {
            var context =
                    contexts.stream().filter(one -> name.equals(one.getName())).findFirst();
            if (context.isPresent()) {
                return clusterless(context.get(), configs).map(complaint -> where + complaint + MEND);
            }
        }
        return Optional.of(where + "where no context is called as current-context says, '"
                + Printable.of(current.getFirst(), LONGEST) + "'" + MEND);
    }

    private static Optional<String> clusterless(NamedContext context, List<Config> configs) {
        var name = context.getContext().getCluster();
        var known = configs.stream()
                .flatMap(config -> Stream.ofNullable(config.getClusters()))
                .flatMap(List::stream)
                .filter(cluster -> cluster.getCluster() != null)
                .map(NamedCluster::getName)
                .anyMatch(cluster -> Objects.equals(cluster, name));
        return known
                ? Optional.empty()
                : Optional.of("where the cluster of the current context '" + Printable.of(context.getName(), LONGEST)
                        + "' is missing");
    }

    /** Whatever the parser says holds parts of the file, and the file may be anything. */
    private static Optional<Config> parse(File file) {
        try {
            return Optional.ofNullable(KubeConfigUtils.parseConfig(file));
        } catch (RuntimeException _) {
            return Optional.empty();
        }
    }

    /** The client passes over such files. */
    private static boolean isBlank(File file) {
        try {
            return Files.size(file.toPath()) == 0;
        } catch (IOException _) {
            return false;
        }
    }

    private static String names(List<File> files) {
        return files.stream().map(Kubeconfig::name).collect(Collectors.joining(" and "));
    }

    private static String name(File file) {
        return Printable.of(file.toString(), LONGEST);
    }
}
