package io.gitvolumereloader.receiver.provider;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gitvolumereloader.receiver.hook.Delivery;
import io.gitvolumereloader.receiver.hook.Scope;
import io.gitvolumereloader.receiver.hook.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A delivery as a provider sends it, and what is to be made of it: the folder {@code providers/<provider>/<scenario>}
 * with the files {@code headers}, {@code body} and {@code expected.json}. There, {@code secrets} are texts, or objects
 * with {@code secret}, {@code kind} and {@code options}; {@code pathToken} is what the URL ends in.
 */
public record Fixture(
        String provider, String scenario, Map<String, String> headers, Delivery delivery, JsonNode expected) {
    private static final Path FOLDER = Path.of("src", "test", "resources", "providers");

    /** By its key, which nobody has any more, the fixtures of CodeCommit are signed. */
    public static final Path CERTIFICATE = FOLDER.resolve("codecommit").resolve("certificate.pem");

    /** All fixtures of all providers. */
    public static Stream<Fixture> all() {
        return folders(FOLDER).stream()
                .flatMap(provider -> folders(provider).stream())
                .map(Fixture::read);
    }

    /** The fixture of one provider and scenario. */
    public static Fixture of(String provider, String scenario) {
        return read(FOLDER.resolve(provider).resolve(scenario));
    }

    /** Why a provider has no fixture for some scenarios, by their names: what its {@code not-applicable.json} says. */
    public static Map<String, String> notApplicable(String provider) {
        var file = FOLDER.resolve(provider).resolve("not-applicable.json").toFile();
        try {
            return file.exists() ? new ObjectMapper().readValue(file, new TypeReference<>() {}) : Map.of();
        } catch (IOException e) {
            throw new UncheckedIOException(file + " is no object of reasons by scenario", e);
        }
    }

    /** The same delivery with another body, which nobody has signed. */
    public Fixture withBody(byte[] body) {
        return new Fixture(provider, scenario, headers, delivery.withBody(body), expected);
    }

    /** When the delivery arrives. */
    public Instant at() {
        return Instant.parse(expected.path("at").asText("2026-11-20T07:30:00Z"));
    }

    /** The secrets that the receiver has for the provider. */
    public List<Secret> secrets() {
        return expected.path("secrets").valueStream().map(Fixture::secret).toList();
    }

    /** Whether a folder of secrets without {@code secrets.yaml} can hold them: they tell nothing beside themselves. */
    public boolean hasPlainSecrets() {
        return secrets().stream()
                .allMatch(secret -> secret.options().isEmpty() && secret.kind().isEmpty());
    }

    /** The path of the URL that it was sent to, with its token. */
    public String path() {
        return "/" + provider + delivery.pathToken().map(token -> "/" + token).orElse("");
    }

    private static Secret secret(JsonNode secret) {
        if (secret.isTextual()) {
            return new Secret(secret.textValue().getBytes(UTF_8));
        }
        var options = secret.path("options")
                .propertyStream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, option -> option.getValue().textValue()));
        return new Secret(
                "fixture",
                secret.path("kind").asText(Secret.PLAIN),
                secret.path("secret").textValue().getBytes(UTF_8),
                Scope.EVERYTHING,
                options);
    }

    @Override
    public String toString() {
        return provider + ": " + scenario;
    }

    private static Fixture read(Path folder) {
        try {
            var headers = new HashMap<String, String>();
            for (var line : Files.readAllLines(folder.resolve("headers"))) {
                var colon = line.indexOf(':');
                headers.put(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
            var expected =
                    new ObjectMapper().readTree(folder.resolve("expected.json").toFile());
            var delivery = new Delivery(headers, Files.readAllBytes(folder.resolve("body")));
            var token = expected.path("pathToken").textValue();
            return new Fixture(
                    folder.getName(folder.getNameCount() - 2).toString(),
                    folder.getName(folder.getNameCount() - 1).toString(),
                    headers,
                    token == null ? delivery : delivery.withPathToken(token),
                    expected);
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " is not a fixture", e);
        }
    }

    private static List<Path> folders(Path folder) {
        try (var entries = Files.list(folder)) {
            return entries.filter(Files::isDirectory).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the tests run in the folder of their module", e);
        }
    }
}
