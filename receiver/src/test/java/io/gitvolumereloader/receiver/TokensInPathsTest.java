package io.gitvolumereloader.receiver;

import static io.gitvolumereloader.receiver.Answers.problem;
import static io.gitvolumereloader.receiver.Answers.report;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gitvolumereloader.receiver.provider.Fixture;
import io.gitvolumereloader.receiver.provider.SecretsOf;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets that end the URL, with a {@code secrets.yaml} that says more about them: that URL opens, and no other. */
@QuarkusTest
@TestProfile(TokensInPathsTest.Bound.class)
@SuppressWarnings("NullAway.Init") // Quarkus fills the fields
@QuarkusTestResource(Cluster.class)
class TokensInPathsTest {
    private static final Set<String> PROVIDERS = Fixture.all()
            .filter(fixture -> fixture.delivery().pathToken().isPresent())
            .map(Fixture::provider)
            .collect(Collectors.toUnmodifiableSet());

    /** The secrets of all deliveries that come with a token and are authentic. */
    public static class Bound implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            var trusted = Fixture.all()
                    .filter(fixture -> fixture.delivery().pathToken().isPresent()
                            && fixture.expected().path("verdict").asText().equals("authentic"))
                    .toList();
            try {
                var folder = Files.createTempDirectory("secrets");
                SecretsOf.write(trusted, folder);
                return Map.of("receiver.secrets", folder.toString());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @TestHTTPResource("/")
    URI root;

    Cluster cluster;

    @ParameterizedTest
    @MethodSource("fixtures")
    void itsDeliveriesBecomeWhatTheyAreToBecome(Fixture fixture) {
        var expected = fixture.expected();
        var answer = sender().send(fixture);
        if (expected.path("verdict").textValue().equals("rejected")) {
            problem(answer, 401);
        } else if (expected.path("event").textValue().equals("malformed")) {
            problem(answer, 400);
        } else {
            assertThat(answer.statusCode()).isIn(200, 202);
            assertThat(report(answer, answer.statusCode()).path("delivery")).isEqualTo(expected.path("delivery"));
        }
    }

    @ParameterizedTest
    @MethodSource("pushes")
    void aPushReachesWhoFollows(Fixture push) {
        var pod = "follows-" + push.provider();
        cluster.pod(
                pod,
                "https://" + push.expected().at("/repositories/0").textValue(),
                push.expected().at("/pushes/0/ref").textValue());
        report(sender().send(push), 202);
        assertThat(cluster.push(pod)).contains("\"delivery\":\"" + push.provider() + "/");
    }

    /**
     * Flux knew that a token was Google's, and did not ask whose. SourceHut signs the deliveries of everybody by one
     * key: whoever has one that is well signed, and another's path, has only that other's followers look.
     */
    @Test
    void cve202640109AuthenticIsNotAuthorised() {
        cluster.pod("of-ada", "https://git.sr.ht/~ada/handbook", "feature/of-another");
        cluster.pod("of-bob", "https://git.sr.ht/~bob/notes", "master");
        report(sender().send(Fixture.of("sourcehut", "path-of-another")), 202);
        assertThat(cluster.push("of-ada")).isEmpty();
        assertThat(cluster.push("of-bob")).contains("refs/heads/master");
    }

    @ParameterizedTest
    @MethodSource("pushes")
    void whoeverChangesThePathIsRefused(Fixture push) {
        var name = push.provider();
        var token = push.delivery().pathToken().orElseThrow();
        for (var path : List.of(
                name,
                name + "/",
                name + "//" + token,
                name + "/" + token + "/",
                name + "/x/" + token,
                name + "/" + token + "%00",
                name + "/%" + Integer.toHexString(token.charAt(0)) + token.substring(1),
                name + "/" + token.substring(1),
                name + "?token=" + token,
                name + "/?" + token)) {
            assertThat(send(push, path).statusCode()).as(path).isEqualTo(401);
        }
        for (var path : List.of(
                name + "%2F" + token,
                name.toUpperCase(Locale.ROOT) + "/" + token,
                name + ";x/" + token,
                "/" + name + "/" + token,
                "github/" + token,
                "github/../" + name + "/" + token,
                "x/" + name + "/" + token,
                "webhook/" + token,
                "webhook")) {
            assertThat(send(push, path).statusCode()).as(path).isEqualTo(404);
        }
        assertThat(send(push, name + "/" + token + "?x=1").statusCode()).isIn(200, 202);
    }

    @ParameterizedTest
    @ValueSource(strings = {"github/x", "github/", "gitlab/token"})
    void whoHasNoTokenHasNoPathsBelowItsName(String path) {
        var request = HttpRequest.newBuilder(root.resolve(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{}"));
        problem(sender().send(request), 404);
    }

    @Test
    void noTokenIsTold() {
        var answers = new ArrayList<HttpResponse<String>>();
        var log = new CompleteLog();
        log.record(() -> {
            fixtures().forEach(fixture -> answers.add(sender().send(fixture)));
            pushes().forEach(push -> answers.add(send(
                    push, push.provider() + "s/" + push.delivery().pathToken().orElseThrow())));
        });
        assertThat(answers).extracting(HttpResponse::statusCode).contains(200, 400, 401, 404);
        assertThat(log.text()).as("the log is complete").contains("ignored", "refused", "nobody follows", "TRACE");
        var told = log.text() + answers.stream().map(HttpResponse::body).toList();
        assertThat(fixtures())
                .flatMap(fixture -> fixture.secrets())
                .allSatisfy(secret -> assertThat(told).doesNotContain(new String(secret.bytes(), UTF_8)));
    }

    /** Those that come with a token, and those of the same providers that nobody vouches for. */
    static Stream<Fixture> fixtures() {
        return Fixture.all()
                .filter(fixture -> PROVIDERS.contains(fixture.provider()))
                .filter(fixture -> fixture.delivery().pathToken().isPresent()
                        || fixture.expected().path("verdict").asText().equals("rejected"))
                .filter(fixture -> !fixture.expected().has("at"));
    }

    static Stream<Fixture> pushes() {
        return fixtures().filter(fixture -> fixture.scenario().equals("push"));
    }

    private HttpResponse<String> send(Fixture fixture, String path) {
        var request = HttpRequest.newBuilder(URI.create(root + path))
                .POST(BodyPublishers.ofByteArray(fixture.delivery().body()));
        fixture.headers().forEach(request::header);
        return sender().send(request);
    }

    private FixtureSender sender() {
        return new FixtureSender(root);
    }
}
