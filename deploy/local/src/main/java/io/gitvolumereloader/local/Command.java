package io.gitvolumereloader.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the command line asks for. */
sealed interface Command {
    String USAGE = """
            Runs the whole of git-volume-reloader on this machine: a Kubernetes API, a Git server with a docs repository, the
            receiver, two docs pods with their agents, and a web page that shows both volumes.

            Usage: deploy/local/run [options]
                   deploy/local/run bench sync|receiver|fanout [--json FILE] [--quick] [--timing]
              (no options)         start everything, say what to try, and run until Ctrl-C
              --smoke              run all scenarios instead, print a table, and exit with 0 or 1
              --json FILE          with --smoke: write the results to FILE as well
              --kubeconfig FILE    use the API server that FILE's current context names, in a new namespace that is removed at the end
              --help               print this

            bench sync measures the agent's engine against git-sync's Git commands, git fetch + reset and git clone, prints tables in
            Markdown, and exits with 0 if all could be measured, whatever the numbers are; some half an hour, on Linux only.
            bench receiver measures a receiver's process under load, floods included; some eight minutes, on Linux only.
            bench fanout marks up to 5,000 pods by a receiver and in other ways; some minutes
              --quick              some of it, within a minute
              --timing             of the receiver only what the time of a proof tells about a secret; a minute
              --json FILE          write the rows to FILE as well
              --kubeconfig FILE    with fanout: use that API server, in a new namespace that is removed at the end
            """;

    /** Start everything and run until told to end. */
    record Demo(@Nullable Path kubeconfig) implements Command {}

    /** Run the scenarios; write the results to {@code json} unless that is null. */
    record Smoke(@Nullable Path kubeconfig, @Nullable Path json) implements Command {}

    /** Measure; {@code quick} leaves out what takes long; write the rows to {@code json} unless that is null. */
    record Bench(
            Subject subject,
            boolean quick,
            @Nullable Path json,
            @Nullable Path kubeconfig) implements Command {}

    /** What can be measured. */
    enum Subject {
        SYNC,
        RECEIVER,
        /** Of the receiver only what the time of a proof tells. */
        PROOFS,
        FANOUT
    }

    /** Print the usage. */
    record Help() implements Command {}

    /** Nothing, since it can't be understood. */
    record Wrong(String why) implements Command {}

    /** Reads the command line. */
    static Command parse(List<String> arguments) {
        return arguments.isEmpty() || !arguments.getFirst().equals("bench")
                ? parseRun(new ArrayDeque<>(arguments))
                : parseBench(new ArrayDeque<>(arguments.subList(1, arguments.size())));
    }

    private static Command parseRun(Deque<String> rest) {
        var smoke = false;
        Path json = null;
        Path kubeconfig = null;
        while (!rest.isEmpty()) {
            var option = rest.remove();
            switch (option) {
                case "--help", "-h" -> {
                    return new Help();
                }
                case "--smoke" -> smoke = true;
                case "--json", "--kubeconfig" -> {
                    var file = file(rest);
                    if (file == null) {
                        return withoutFile(option);
                    }
                    if (option.equals("--json")) {
                        json = file;
                    } else {
                        kubeconfig = file;
                    }
                }
                default -> {
                    return new Wrong("Unknown option " + option);
                }
            }
        }
        return checked(smoke, json, kubeconfig);
    }

    private static Command parseBench(Deque<String> rest) {
        if (rest.contains("--help") || rest.contains("-h")) {
            return new Help();
        }
        var subject = switch (rest.poll()) {
            case "sync" -> Subject.SYNC;
            case "receiver" -> Subject.RECEIVER;
            case "fanout" -> Subject.FANOUT;
            case null, default -> null;
        };
        if (subject == null) {
            return new Wrong("What there is to bench is sync, receiver and fanout: write deploy/local/run bench sync");
        }
        return parseBench(subject, rest);
    }

    private static Command parseBench(Subject subject, Deque<String> rest) {
        var quick = false;
        Path json = null;
        Path kubeconfig = null;
        while (!rest.isEmpty()) {
            var option = rest.remove();
            switch (option) {
                case "--quick" -> quick = true;
                case "--timing" -> {
                    if (subject != Subject.RECEIVER) {
                        return new Wrong("--timing goes with bench receiver only");
                    }
                    subject = Subject.PROOFS;
                }
                case "--json" -> {
                    json = file(rest);
                    if (json == null) {
                        return withoutFile(option);
                    }
                }
                case "--kubeconfig" -> {
                    kubeconfig = file(rest);
                    if (subject != Subject.FANOUT) {
                        return new Wrong("--kubeconfig goes with bench fanout only");
                    }
                    if (kubeconfig == null) {
                        return withoutFile(option);
                    }
                }
                default -> {
                    return new Wrong("Unknown option " + option);
                }
            }
        }
        var trouble = json == null ? null : troubleWith(json);
        if (kubeconfig != null && !isReadable(kubeconfig)) {
            trouble = "Can't read " + kubeconfig + ", which --kubeconfig names";
        }
        return trouble == null ? new Bench(subject, quick, json, kubeconfig) : new Wrong(trouble);
    }

    private static boolean isReadable(Path file) {
        return Files.isRegularFile(file) && Files.isReadable(file);
    }

    /** The file that the next argument names; null where it names none. */
    private static @Nullable Path file(Deque<String> rest) {
        var value = rest.poll();
        return value == null || value.isBlank() || value.startsWith("--")
                ? null
                : Path.of(value).toAbsolutePath();
    }

    private static Command withoutFile(String option) {
        return new Wrong(option + " needs the name of a file");
    }

    private static Command checked(boolean smoke, @Nullable Path json, @Nullable Path kubeconfig) {
        if (kubeconfig != null && !isReadable(kubeconfig)) {
            return new Wrong("Can't read " + kubeconfig + ", which --kubeconfig names");
        }
        if (json != null && !smoke) {
            return new Wrong("--json goes with --smoke and bench only");
        }
        var trouble = json == null ? null : troubleWith(json);
        if (trouble != null) {
            return new Wrong(trouble);
        }
        return smoke ? new Smoke(kubeconfig, json) : new Demo(kubeconfig);
    }

    /** Why results can't be written to {@code json}, told before minutes of work; null where they can. */
    private static @Nullable String troubleWith(Path json) {
        if (Files.isDirectory(json)) {
            return json + ", which --json names, is a folder";
        }
        var folder = json.resolveSibling(".");
        if (!Files.isDirectory(folder)) {
            return "The folder of " + json + ", which --json names, does not exist";
        }
        return Files.isWritable(Files.exists(json) ? json : folder)
                ? null
                : json + ", which --json names, can't be written";
    }
}
