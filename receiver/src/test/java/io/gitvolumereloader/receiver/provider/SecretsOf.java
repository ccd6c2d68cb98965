package io.gitvolumereloader.receiver.provider;

import io.gitvolumereloader.receiver.hook.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The folder of secrets with which a receiver knows those of fixtures. */
public final class SecretsOf {
    private SecretsOf() {}

    /** Writes {@code <provider>}, {@code <provider>.1} and so on, and {@code secrets.yaml} where they tell anything. */
    public static void write(Fixture fixture, Path folder) throws IOException {
        write(List.of(fixture), folder);
    }

    /** Writes each secret of each provider once. */
    public static void write(List<Fixture> fixtures, Path folder) throws IOException {
        var entries = new StringBuilder("secrets:\n");
        for (var provider : fixtures.stream()
                .collect(Collectors.groupingBy(Fixture::provider))
                .entrySet()) {
            var number = 0;
            for (var secret : distinct(provider.getValue())) {
                var file = provider.getKey() + (number == 0 ? "" : "." + number);
                Files.write(folder.resolve(file), secret.bytes());
                entries.append(entry(file, provider.getKey(), secret));
                number++;
            }
        }
        if (!fixtures.stream().allMatch(Fixture::hasPlainSecrets)) {
            Files.writeString(folder.resolve("secrets.yaml"), entries);
        }
    }

    private static List<Secret> distinct(List<Fixture> fixtures) {
        return fixtures.stream()
                .flatMap(fixture -> fixture.secrets().stream())
                .distinct()
                .toList();
    }

    private static String entry(String file, String provider, Secret secret) {
        var options = secret.options().entrySet().stream()
                .map(option -> option.getKey() + ": \"" + option.getValue() + "\"")
                .collect(Collectors.joining(", ", "{", "}"));
        var kind = secret.kind().isEmpty() ? "" : ", kind: " + secret.kind();
        return "  \"%s\": {provider: %s, namespaces: \"*\", repositories: \"*\"%s, options: %s}\n"
                .formatted(file, provider, kind, options);
    }
}
