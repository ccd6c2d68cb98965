package io.gitvolumereloader.receiver;

import static io.gitvolumereloader.receiver.Answers.problem;
import static io.gitvolumereloader.receiver.Answers.report;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gitvolumereloader.receiver.provider.Fixture;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who sends too much is put off, and nobody else is. */
@QuarkusTest
@TestProfile(RateTest.Low.class)
@SuppressWarnings("NullAway.Init") // Quarkus fills the fields
@QuarkusTestResource(Cluster.class)
class RateTest {
    /** Rates that a test can exceed. */
    public static class Low implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("receiver.rate", "5", "receiver.refused-rate", "1");
        }
    }

    private static final String LARGE = " ".repeat(BodyReader.SMALL) + "{}";

    @TestHTTPResource("/github")
    URI endpoint;

    Cluster cluster;

    @Test
    void aSecretThatIsUsedTooOftenIsPutOffAndTheOthersAreNot() {
        // However slow this machine is, it sends more than the rate at some moment.
        var refused = await().until(
                        () -> gitHub().signed("ping", "{}", Cluster.SECRET), answer -> answer.statusCode() != 200);
        problem(refused, 503);
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("30");
        report(gitHub().signed("ping", "{}", Cluster.SECOND_SECRET), 200);
        await().untilAsserted(() -> report(gitHub().signed("ping", "{}", Cluster.SECRET), 200));
    }

    @Test
    void afterManyRefusalsLargeBodiesAreNotReadAndSmallAuthenticOnesPassAllTheSame() {
        for (var i = 0; i < 30; i++) {
            problem(gitHub().send(gitHub().request("push", "{}".getBytes(UTF_8))), 401);
        }
        problem(gitHub().signed("ping", LARGE, "another secret"), 503);
        report(gitHub().signed("ping", "{}", Cluster.SECOND_SECRET), 200);
        await().untilAsserted(() -> report(gitHub().signed("ping", LARGE, Cluster.SECOND_SECRET), 200));
    }

    @Test
    void afterManyRefusalsABodyInChunksIsLookedAtAsLongAsItIsSmall() {
        refuse();
        report(chunked("{}"), 200);
        refuse();
        problem(chunked(LARGE), 503);
        refuse();
        problem(gitHub().send(gitHub().request("push", LARGE.getBytes(UTF_8))), 401);
        await().untilAsserted(() -> report(chunked(LARGE), 200));
    }

    @Test
    void afterManyRefusalsALargeBodyIsReadAllTheSameWhereHeadersProveWhoSendsIt() {
        var azure = Fixture.of("azure-devops", "push");
        var large = (new String(azure.delivery().body(), UTF_8) + LARGE.replace("{}", "")).getBytes(UTF_8);
        var sender = new FixtureSender(endpoint);
        cluster.secret("azure-devops", FixtureSender.secret("azure-devops"));
        await().untilAsserted(() -> report(sender.send(azure), 200));
        refuse();
        report(sender.send(azure, large), 200);
        problem(gitHub().signed("ping", LARGE, Cluster.SECOND_SECRET), 503);
        problem(sender.send(Fixture.of("azure-devops", "another-password"), large), 401);
    }

    private void refuse() {
        for (var i = 0; i < 30; i++) {
            problem(gitHub().send(gitHub().request("push", "{}".getBytes(UTF_8))), 401);
        }
    }

    private HttpResponse<String> chunked(String body) {
        var bytes = body.getBytes(UTF_8);
        return gitHub().send(gitHub().request("ping", bytes)
                .header("X-Hub-Signature-256", GitHubSender.signature(bytes, Cluster.SECOND_SECRET))
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes))));
    }

    private GitHubSender gitHub() {
        return new GitHubSender(endpoint);
    }
}
