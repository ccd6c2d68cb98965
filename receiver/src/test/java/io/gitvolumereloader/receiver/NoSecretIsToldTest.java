package io.gitvolumereloader.receiver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gitvolumereloader.receiver.provider.Fixture;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Neither the log, at any level, nor an answer shows a secret, a signature, a token, or what a body says. */
@QuarkusTest
@SuppressWarnings("NullAway.Init") // Quarkus fills the fields
@QuarkusTestResource(Cluster.class)
class NoSecretIsToldTest {
    private static final String IN_THE_BODY = "text-that-only-the-body-holds";
    private static final String PASSWORD = "password-in-the-url";
    private static final String WRONG_SECRET = "secret-of-somebody-else";

    private static final Pattern PROOFS = Pattern.compile("authorization|signature|token|secret");
    private static final Pattern PREFIX = Pattern.compile("^(?:Basic |Bearer |sha\\d+=|v1,)");

    @TestHTTPResource("/github")
    URI endpoint;

    @TestHTTPResource(value = "/health", management = true)
    URI health;

    Cluster cluster;

    @Test
    void noSecretIsTold() {
        cluster.pod("told", "https://user:" + PASSWORD + "@github.com/octo/told.git", "main");
        cluster.pod("odd", "no-url-but-" + PASSWORD, "main");
        var answers = new ArrayList<HttpResponse<String>>();
        var log = new CompleteLog();
        log.record(() -> answers.addAll(sendAllSorts()));
        assertThat(answers).extracting(HttpResponse::statusCode).contains(200, 202, 400, 401, 413, 415);
        assertThat(log.text()).as("the log is complete").contains("announced", "refused", "pong", "DEBUG", "TRACE");
        var told = log.text() + answers.stream().map(HttpResponse::body).toList();
        assertThat(told).doesNotContain(IN_THE_BODY, PASSWORD, "sha256=");
        for (var secret : List.of(Cluster.SECRET, Cluster.SECOND_SECRET, Cluster.API_TOKEN, WRONG_SECRET)) {
            assertThat(told).doesNotContain(secret, hex(secret), base64(secret));
        }
    }

    @Test
    void noSecretOfAnyProviderIsTold() {
        var sender = new FixtureSender(endpoint.resolve("/"));
        sender.trustedBy(cluster);
        await().until(() -> sender.send(Fixture.of("azure-devops", "push")).statusCode() < 400);
        var fixtures = Fixture.all().toList();
        var answers = new ArrayList<HttpResponse<String>>();
        var log = new CompleteLog();
        log.record(() -> fixtures.forEach(fixture -> answers.add(sender.send(fixture))));
        assertThat(answers).extracting(HttpResponse::statusCode).contains(200, 400, 401);
        assertThat(log.text()).as("the log is complete").contains("ignored", "refused", "TRACE");
        var told = log.text() + answers.stream().map(HttpResponse::body).toList();
        assertThat(fixtures)
                .allSatisfy(fixture -> assertThat(credentials(fixture))
                        .allSatisfy(text -> assertThat(told).doesNotContain(text, hex(text), base64(text))));
    }

    /** The provider's secrets, and headers and path of the delivery by which it proves something. */
    private static List<String> credentials(Fixture fixture) {
        var headers = fixture.headers().entrySet().stream()
                .filter(header -> PROOFS.matcher(header.getKey()).find())
                .map(header -> PREFIX.matcher(header.getValue()).replaceFirst(""));
        var secrets = fixture.secrets().stream().map(secret -> new String(secret.bytes(), UTF_8));
        var token = fixture.delivery().pathToken().stream();
        return Stream.of(headers, secrets, token)
                .flatMap(texts -> texts)
                .filter(text -> text.length() > 8)
                .toList();
    }

    private List<HttpResponse<String>> sendAllSorts() {
        var gitHub = new GitHubSender(endpoint);
        var push = GitHubSender.push("octo/told", "refs/heads/main");
        var talkative = push.replace("\"deleted\": false", "\"deleted\": false, \"x\": \"" + IN_THE_BODY + '"');
        return List.of(
                gitHub.signed("push", talkative),
                gitHub.signedForm("push", talkative),
                gitHub.signed("push", talkative, Cluster.SECOND_SECRET),
                gitHub.signed("push", talkative, WRONG_SECRET),
                gitHub.signed("push", talkative.replace("refs/heads/main", IN_THE_BODY)),
                gitHub.signed("push", talkative.replace("octo/told", "octo/nobody")),
                gitHub.signed("push", talkative.substring(0, talkative.length() - 1)),
                gitHub.signed("ping", IN_THE_BODY),
                gitHub.signed("star", IN_THE_BODY),
                gitHub.send(gitHub.request("push", IN_THE_BODY.getBytes(UTF_8))),
                gitHub.send(
                        gitHub.request("push", IN_THE_BODY.getBytes(UTF_8)).setHeader("Content-Type", "text/plain")),
                gitHub.send(gitHub.request("push", IN_THE_BODY.repeat(500_000).getBytes(UTF_8))
                        .header("X-Github-Encoded-Secret", base64(Cluster.SECRET))),
                gitHub.send(HttpRequest.newBuilder(health)));
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(UTF_8));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }
}
