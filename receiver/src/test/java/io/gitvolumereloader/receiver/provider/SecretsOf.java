package io.gitvolumereloader.receiver.provider;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/** The folder of secrets with which a receiver knows those of a fixture. */
public final class SecretsOf {
    private SecretsOf() {}

    /** Writes {@code <provider>}, {@code <provider>.1} and so on, and {@code secrets.yaml} where they tell anything. */
    public static void write(Fixture fixture, Path folder) throws IOException {
        var entries = new StringBuilder("secrets:\n");
        var number = 0;
        for (var secret : fixture.secrets()) {
            var file = fixture.provider() + (number == 0 ? "" : "." + number);
            Files.write(folder.resolve(file), secret.bytes());
            var options = secret.options().entrySet().stream()
                    .map(SecretsOf::entry)
                    .collect(Collectors.joining(", ", "{", "}"));
            entries.append("  \"%s\": {provider: %s, namespaces: \"*\", repositories: \"*\"%s, options: %s}\n"
                    .formatted(
                            file,
                            fixture.provider(),
                            secret.kind().isEmpty() ? "" : ", kind: " + secret.kind(),
                            options));
            number++;
        }
        var plain = fixture.secrets().stream()
                .allMatch(secret -> secret.options().isEmpty() && secret.kind().isEmpty());
        if (!plain) {
            Files.writeString(folder.resolve("secrets.yaml"), entries);
        }
    }

    private static String entry(Map.Entry<String, String> option) {
        return option.getKey() + ": \"" + option.getValue() + "\"";
    }
}
