package io.gitvolumereloader.receiver.explain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gitvolumereloader.receiver.provider.Fixture;
import io.gitvolumereloader.receiver.provider.SecretsOf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The packaged program explains without a server, a cluster or a setting that it would need to serve. */
@Tag("packaged")
class PackagedExplainTest {
    private static final Path JAR = Path.of("target", "quarkus-app", "quarkus-run.jar");
    private static final Path FIXTURES = Path.of("src", "test", "resources", "providers");

    @TempDir
    Path folder;

    private record Answer(int status, String text) {}

    @ParameterizedTest
    @MethodSource("pushes")
    void explainsAPushOfEveryProvider(Fixture fixture) throws Exception {
        var provider = fixture.provider();
        var answer = explain(fixture);
        var ref = fixture.expected().at("/pushes/0/ref").textValue();
        assertThat(answer.text()).contains("ok  secret     " + provider + " fits", "ok  push       " + ref);
        assertThat(answer.status()).isZero();
    }

    static Stream<Fixture> pushes() {
        return Fixture.all().filter(fixture -> fixture.scenario().equals("push"));
    }

    @Test
    void theSettingsOfProvidersCount() throws Exception {
        var old = Fixture.of("bitbucket-server", "without-links");
        var without = explain(old);
        assertThat(without.text()).contains("set receiver.bitbucket-server.url to its URL");
        assertThat(without.status()).isEqualTo(1);
        assertThat(explain(old, "-Dreceiver.bitbucket-server.url=https://bitbucket.example.com")
                        .status())
                .isZero();
    }

    @Test
    void aSettingThatCantBeMeantIsTold() throws Exception {
        var answer = explain(Fixture.of("github", "push"), "-Dreceiver.bitbucket-server.url=bitbucket");
        assertThat(answer.text()).contains("receiver.bitbucket-server.url is not the URL of a server");
        assertThat(answer.status()).isEqualTo(2);
    }

    private Answer explain(Fixture fixture, String... settings) throws IOException, InterruptedException {
        assertThat(JAR).as("the package phase came before").exists();
        var secrets = Files.createTempDirectory(folder, "secrets");
        SecretsOf.write(fixture, secrets);
        var headers = Files.createTempFile(folder, "headers", "");
        var delivery = FIXTURES.resolve(fixture.provider()).resolve(fixture.scenario());
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(settings));
        command.addAll(List.of("-jar", JAR.toString(), "explain", "--provider", fixture.provider()));
        Files.writeString(headers, "POST " + fixture.path() + "\n" + Files.readString(delivery.resolve("headers")));
        command.addAll(List.of("--headers", headers.toString()));
        command.addAll(List.of("--body", delivery.resolve("body").toString()));
        command.addAll(
                List.of("--secrets", secrets.toString(), "--at", fixture.at().toString()));
        command.addAll(List.of("--certificate", Fixture.CERTIFICATE.toString()));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (var out = process.getInputStream()) {
            var text = new String(out.readAllBytes(), UTF_8);
            return new Answer(process.waitFor(), text);
        }
    }
}
