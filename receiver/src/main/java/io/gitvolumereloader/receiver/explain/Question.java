package io.gitvolumereloader.receiver.explain;

import io.gitvolumereloader.receiver.hook.Contract;
import io.gitvolumereloader.receiver.hook.PodMetadata;
import io.gitvolumereloader.receiver.hook.Provider;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is to be explained, as the command line has it.
 *
 * @param secret the file of the one secret to try; null where there is a folder
 * @param folder the folder of all secrets; null where there is a file
 * @param at when the delivery arrived; empty for now
 * @param certificate the file of the certificate by which somebody has signed; empty where there is none
 * @param pod what a pod follows; empty where nobody asks for one
 */
public record Question(
        Provider provider,
        Path headers,
        Path body,
        @Nullable Path secret,
        @Nullable Path folder,
        Optional<Instant> at,
        Optional<Path> certificate,
        Optional<PodMetadata> pod) {
    /** What to print for {@code --help}. */
    public static final String USAGE = """
            Usage: java -jar quarkus-run.jar explain --provider NAME --headers FILE --body FILE
                       (--secret FILE | --secrets FOLDER) [--at TIME] [--certificate FILE]
                       [--repository URL [--ref REF] [--namespace NAME]]

              --provider    whose endpoint the delivery was sent to, such as github
              --headers     the request's headers, one 'Name: value' a line or a JSON object of them;
                            as the provider's list of deliveries or 'curl -v' shows them
              --body        the request's body, byte by byte: a changed blank is another signature
              --secret      the file with the webhook's secret
              --secrets     the receiver's folder of secrets, with secrets.yaml if there is one
              --at          when the delivery arrived, such as 2026-11-20T07:30:00Z; now if left out
              --certificate what the URL in a delivery of SNS, SigningCertURL, leads to: 'explain' asks nobody
              --repository  what a pod's annotation names: would that pod be marked?
              --ref         what else it names; HEAD if left out
              --namespace   where the pod lives; 'default' if left out

            Reads these files and the settings of the receiver, and nothing else. Prints no secret and no value of
            a header.

            Exit status: 0 if the receiver would accept the delivery (and mark the pod, if there is one to be
            marked), 1 if not, 2 if the question can't be understood.
            """;

    static final Set<String> OPTIONS = Set.of(
            "--provider",
            "--headers",
            "--body",
            "--secret",
            "--secrets",
            "--at",
            "--certificate",
            "--repository",
            "--ref",
            "--namespace");

    /**
     * Reads what comes after {@code explain}.
     *
     * @throws Misuse if an option is unknown, doubled or missing, or there is no such provider
     */
    public static Question of(List<String> arguments, List<Provider> providers) throws Misuse {
        if (arguments.isEmpty()) {
            throw new Misuse("The options --provider, --headers, --body and either --secret or --secrets are needed.");
        }
        var options = options(arguments);
        var secret = options.get("--secret");
        var secrets = options.get("--secrets");
        if ((secret == null) == (secrets == null)) {
            throw new Misuse("Either --secret FILE or --secrets FOLDER is needed.");
        }
        return new Question(
                provider(required(options, "--provider"), providers),
                path(required(options, "--headers")),
                path(required(options, "--body")),
                secret == null ? null : path(secret),
                secrets == null ? null : path(secrets),
                at(options.get("--at")),
                options.containsKey("--certificate")
                        ? Optional.of(path(options.get("--certificate")))
                        : Optional.empty(),
                pod(options));
    }

    private static Map<String, String> options(List<String> arguments) throws Misuse {
        var options = new HashMap<String, String>();
        for (var i = 0; i < arguments.size(); i += 2) {
            var name = arguments.get(i);
            if (!OPTIONS.contains(name)) {
                throw new Misuse("There is no option '" + name + "'.");
            }
            if (i + 1 == arguments.size()) {
                throw new Misuse("The option " + name + " needs a value.");
            }
            if (options.put(name, arguments.get(i + 1)) != null) {
                throw new Misuse("The option " + name + " is there twice.");
            }
        }
        return options;
    }

    private static Optional<PodMetadata> pod(Map<String, String> options) throws Misuse {
        var repository = options.get("--repository");
        if (repository == null) {
            if (options.containsKey("--ref") || options.containsKey("--namespace")) {
                throw new Misuse("The options --ref and --namespace need --repository.");
            }
            return Optional.empty();
        }
        var annotations =
                Map.of(Contract.repositoryKey(""), repository, Contract.refKey(""), options.getOrDefault("--ref", ""));
        return Optional.of(new PodMetadata(options.getOrDefault("--namespace", "default"), "pod", annotations));
    }

    private static Provider provider(String name, List<Provider> providers) throws Misuse {
        return providers.stream()
                .filter(provider -> provider.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new Misuse("There is no provider '" + name + "', but "
                        + providers.stream().map(Provider::name).sorted().collect(Collectors.joining(", ")) + "."));
    }

    private static String required(Map<String, String> options, String name) throws Misuse {
        var value = options.get(name);
        if (value == null) {
            throw new Misuse("The option " + name + " is missing.");
        }
        return value;
    }

    private static Optional<Instant> at(@Nullable String text) throws Misuse {
        try {
            return Optional.ofNullable(text).map(Instant::parse);
        } catch (DateTimeParseException _) {
            throw new Misuse("'" + text + "' is no time; write it as in 2026-11-20T07:30:00Z.");
        }
    }

    private static Path path(String text) throws Misuse {
        try {
            return Path.of(text);
        } catch (InvalidPathException _) {
            throw new Misuse("'" + text + "' is no path of a file.");
        }
    }
}
