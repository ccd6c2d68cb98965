package io.gitvolumereloader.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the command line asks for. */
sealed interface Command {
    String USAGE = """
            Runs the whole of git-volume-reloader on this machine: a Kubernetes API, a Git server with a docs repository, the
            receiver, two docs pods with their agents, and a web page that shows both volumes.

            Usage: deploy/local/run [options]
              (no options)         start everything, say what to try, and run until Ctrl-C
              --smoke              run all scenarios instead, print a table, and exit with 0 or 1
              --json FILE          with --smoke: write the results to FILE as well
              --kubeconfig FILE    use the API server that FILE's current context names, in a new namespace that is removed at the end
              --help               print this
            """;

    /** Start everything and run until told to end. */
    record Demo(@Nullable Path kubeconfig) implements Command {}

    /** Run the scenarios; write the results to {@code json} unless that is null. */
    record Smoke(@Nullable Path kubeconfig, @Nullable Path json) implements Command {}

    /** Print the usage. */
    record Help() implements Command {}

    /** Nothing, since it can't be understood. */
    record Wrong(String why) implements Command {}

    /** Reads the command line. */
    static Command parse(List<String> arguments) {
        var rest = new ArrayDeque<>(arguments);
        var smoke = false;
        Path json = null;
        Path kubeconfig = null;
        while (!rest.isEmpty()) {
            var option = rest.poll();
            switch (option) {
                case "--help", "-h" -> {
                    return new Help();
                }
                case "--smoke" -> smoke = true;
                case "--json", "--kubeconfig" -> {
                    var value = rest.poll();
                    if (value == null || value.isBlank() || value.startsWith("--")) {
                        return new Wrong(option + " needs the name of a file");
                    }
                    if (option.equals("--json")) {
                        json = Path.of(value).toAbsolutePath();
                    } else {
                        kubeconfig = Path.of(value).toAbsolutePath();
                    }
                }
                default -> {
                    return new Wrong("Unknown option " + option);
                }
            }
        }
        return checked(smoke, json, kubeconfig);
    }

    private static Command checked(boolean smoke, @Nullable Path json, @Nullable Path kubeconfig) {
        if (kubeconfig != null && !(Files.isRegularFile(kubeconfig) && Files.isReadable(kubeconfig))) {
            return new Wrong("Can't read " + kubeconfig + ", which --kubeconfig names");
        }
        if (json != null && !smoke) {
            return new Wrong("--json goes with --smoke only");
        }
        if (json != null && Files.isDirectory(json)) {
            return new Wrong(json + ", which --json names, is a folder");
        }
        if (json != null && !Files.isDirectory(json.resolveSibling("."))) {
            return new Wrong("The folder of " + json + ", which --json names, does not exist");
        }
        return smoke ? new Smoke(kubeconfig, json) : new Demo(kubeconfig);
    }
}
