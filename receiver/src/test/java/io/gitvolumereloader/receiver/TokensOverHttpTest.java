package io.gitvolumereloader.receiver;

import static io.gitvolumereloader.receiver.Answers.problem;
import static io.gitvolumereloader.receiver.Answers.report;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gitvolumereloader.receiver.oidc.Issuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** CloudEvents whose sender proves himself by a token of the cluster, all the way from HTTP to the API server. */
@QuarkusTest
@SuppressWarnings("NullAway.Init") // Quarkus fills the fields
@QuarkusTestResource(Cluster.class)
class TokensOverHttpTest {
    private static final String BODY = """
            {"ref":"refs/heads/main","repository":{"clone_url":"https://github.com/octo/events.git"}}""";

    @TestHTTPResource("/cloudevents")
    URI endpoint;

    Cluster cluster;

    @BeforeEach
    void theSubjectMaySend() {
        cluster.secret("cloudevents.subject", Issuer.SUBJECT);
        await().untilAsserted(() -> report(send(token(_ -> {})), 200));
    }

    @Test
    void aPushReachesWhoFollows() {
        cluster.pod("follows-events", "https://github.com/octo/events", "main");
        var report = report(send(token(_ -> {})), 202);
        assertThat(report.path("delivery").textValue()).isEqualTo("cloudevents/by-token");
        assertThat(cluster.push("follows-events")).contains("\"delivery\":\"cloudevents/by-token\"");
        cluster.pod("follows-events", "https://github.com/octo/nothing", "main");
    }

    @Test
    void aStructuredOneToo() {
        var body = "{\"specversion\":\"1.0\",\"id\":\"in-the-body\",\"type\":\"dev.knative.source.github.push\","
                + "\"source\":\"https://github.com/octo/events\",\"data\":" + BODY + "}";
        var answer = sender().send(request(token(_ -> {}), "application/cloudevents+json", body));
        assertThat(report(answer, 200).path("delivery").textValue()).isEqualTo("cloudevents/by-token");
    }

    /** As Flux forgot to: <a href="https://nvd.nist.gov/vuln/detail/CVE-2026-40109">CVE-2026-40109</a>. */
    @Test
    void anAuthenticTokenOfSomebodyElseIsRefused() {
        problem(send(token(claims -> claims.setAudience("https://kubernetes.default.svc"))), 401);
        problem(send(token(claims -> claims.setSubject("system:serviceaccount:docs:default"))), 401);
        problem(send(token(claims -> claims.setIssuer("https://issuer.example.org"))), 401);
        problem(send(Issuer.token()), 401);
        problem(send("a.b.c"), 401);
    }

    @Test
    void aKeyThatNobodyKnowsYetIsWorthAnotherTry() {
        await().untilAsserted(() -> {
            var answer = send(Issuer.tokenByUnknownKey(now(_ -> {})));
            problem(answer, 503);
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        });
        report(send(token(_ -> {})), 200);
    }

    @Test
    void batchesAndHandshakesAreNotTaken() {
        var token = token(_ -> {});
        problem(sender().send(request(token, "application/cloudevents-batch+json", "[" + BODY + "]")), 415);
        problem(
                sender().send(request(token, "application/json", BODY).method("OPTIONS", BodyPublishers.noBody())),
                405);
    }

    private HttpResponse<String> send(String token) {
        return sender().send(request(token, "application/json", BODY));
    }

    private HttpRequest.Builder request(String token, String mediaType, String body) {
        return HttpRequest.newBuilder(endpoint)
                .header("Content-Type", mediaType)
                .header("Authorization", "Bearer " + token)
                .header("ce-id", "by-token")
                .header("ce-specversion", "1.0")
                .header("ce-type", "dev.knative.source.github.push")
                .header("ce-source", "https://github.com/octo/events")
                .POST(BodyPublishers.ofString(body));
    }

    private GitHubSender sender() {
        return new GitHubSender(endpoint);
    }

    /** Good for an hour from now, unless changed. */
    private static String token(Consumer<JwtClaims> change) {
        return Issuer.token(now(change));
    }

    private static Consumer<JwtClaims> now(Consumer<JwtClaims> change) {
        var now = Instant.now();
        return claims -> {
            claims.setIssuedAt(seconds(now));
            claims.setNotBefore(seconds(now));
            claims.setExpirationTime(seconds(now.plus(Duration.ofHours(1))));
            change.accept(claims);
        };
    }

    private static NumericDate seconds(Instant instant) {
        return NumericDate.fromSeconds(instant.getEpochSecond());
    }
}
