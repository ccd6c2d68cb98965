package io.gitvolumereloader.receiver.explain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gitvolumereloader.receiver.hook.Aliases;
import io.gitvolumereloader.receiver.provider.AllProviders;
import io.gitvolumereloader.receiver.provider.Fixture;
import io.gitvolumereloader.receiver.provider.SecretsOf;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Explains every delivery that there is as a fixture, and comes to the server's result. */
class ExplainFixturesTest {
    private static final int MAX_BODY = 5 * 1024 * 1024;

    @TempDir
    Path secrets;

    @ParameterizedTest
    @MethodSource("all")
    void theResultIsTheServers(Fixture fixture) throws Exception {
        var expected = fixture.expected();
        var out = new ByteArrayOutputStream();
        var accepted = explain(fixture, new PrintStream(out, true, UTF_8));
        var text = out.toString(UTF_8);
        fixture.secrets().forEach(secret -> assertThat(text).doesNotContain(new String(secret.bytes(), UTF_8)));
        fixture.delivery().pathToken().ifPresent(token -> assertThat(text).doesNotContain(token));
        if (text.contains("only the server asks for them")) {
            // Who the issuer is, and what its keys are: what can be told without is in order.
            assertThat(fixture.provider()).isEqualTo("cloudevents");
            if (!expected.path("verdict").textValue().equals("authentic")) {
                assertThat(expected.path("reason").textValue()).containsAnyOf("fits no key", "another issuer");
            }
            assertThat(text).endsWith("with 503, until somebody can tell.\n");
            return;
        }
        assertThat(accepted)
                .as(text)
                .isEqualTo(!expected.path("verdict").textValue().equals("rejected")
                        && !expected.path("event").asText().equals("malformed"));
        assertThat(expected.path("pushes").valueStream())
                .allSatisfy(push -> assertThat(text)
                        .contains("ok  push       " + push.path("ref").textValue()));
        expected.path("repositories")
                .valueStream()
                .findFirst()
                .ifPresent(key -> assertThat(text).contains("ok  repository " + key.textValue()));
    }

    static Stream<Fixture> all() {
        return Fixture.all();
    }

    private boolean explain(Fixture fixture, PrintStream out) throws IOException, Misuse {
        var name = fixture.provider();
        // One that signed nothing, so that there is a secret where the fixture has none.
        Files.writeString(secrets.resolve("github"), "a secret of somebody else");
        SecretsOf.write(fixture, secrets);
        var folder = Path.of("src", "test", "resources", "providers", name, fixture.scenario());
        var headers = secrets.resolveSibling("headers");
        Files.writeString(
                headers,
                "Request URL: https://hooks.example.com/git%s?x=1\n".formatted(fixture.path())
                        + Files.readString(folder.resolve("headers")));
        var providers = AllProviders.standing(Instant.EPOCH);
        var question = Question.of(
                List.of(
                        "--certificate",
                        Fixture.CERTIFICATE.toString(),
                        "--provider",
                        name,
                        "--headers",
                        headers.toString(),
                        "--body",
                        folder.resolve("body").toString(),
                        "--secrets",
                        secrets.toString(),
                        "--at",
                        fixture.at().toString()),
                providers);
        return new Explain(providers, Aliases.NONE, MAX_BODY, out).answer(question);
    }
}
