package io.gitvolumereloader.receiver;

import static io.gitvolumereloader.receiver.Answers.problem;
import static io.gitvolumereloader.receiver.Answers.report;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gitvolumereloader.receiver.provider.Sns;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What SNS sends to {@code /codecommit}, and what it is told. */
@QuarkusTest
@SuppressWarnings("NullAway.Init") // Quarkus fills the fields
@QuarkusTestResource(Cluster.class)
class CodeCommitTest {
    private static final MadeKey KEY = MadeKey.rsa("CN=sns.amazonaws.com");
    private static final Sns SNS = new Sns(KEY);
    private static final String ABSENT = Sns.CERTIFICATE.replace("-0a", "-absent");

    @TestHTTPResource("/codecommit")
    URI endpoint;

    @Inject
    NobodyOnTheWeb web;

    Cluster cluster;

    @BeforeEach
    void theTopicIsKnown() throws GeneralSecurityException {
        web.put(Sns.CERTIFICATE, KEY.pem());
        cluster.secret("codecommit", Sns.TOPIC + "\n");
        await().untilAsserted(() -> report(send(SNS.notification(Instant.now())), 200));
    }

    @Test
    void aPushReachesWhoFollows() {
        cluster.pod("follows-codecommit", "codecommit::eu-central-1://handbook", "main");
        var report = report(send(SNS.notification(Instant.now())), 202);
        assertThat(report.path("delivery").textValue()).isEqualTo("codecommit/22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324");
        assertThat(report.path("repository").textValue())
                .isEqualTo("git-codecommit.eu-central-1.amazonaws.com/v1/repos/handbook");
        assertThat(cluster.push("follows-codecommit")).contains("\"ref\":\"refs/heads/main\"");
        cluster.pod("follows-codecommit", "codecommit::eu-central-1://nothing", "main");
    }

    @Test
    void aSubscriptionIsConfirmedOrAskedForAgain() {
        var refused = problem(send(SNS.subscription(Instant.now())), 503);
        assertThat(refused.path("detail").textValue()).contains("can't be confirmed: nobody answers");
        web.put(Sns.CONFIRM, "<ConfirmSubscriptionResponse/>");
        var report = report(send(SNS.subscription(Instant.now())), 200);
        assertThat(report.path("status").textValue()).isEqualTo("confirmed");
        assertThat(web.asked()).contains(URI.create(Sns.CONFIRM));
    }

    @Test
    void theEndOfASubscriptionIsNeverUndone() {
        var message = SNS.subscription(Instant.now());
        message.put("Type", "UnsubscribeConfirmation");
        var url = Sns.CONFIRM.replace("0a1b2c", "again");
        message.put("SubscribeURL", url);
        assertThat(report(send(message), 200).path("status").textValue()).isEqualTo("ignored");
        assertThat(web.asked()).doesNotContain(URI.create(url));
    }

    @Test
    void whileTheCertificateCanNotBeHadSnsIsToldToComeAgain() {
        var message = SNS.notification(Instant.now());
        message.put("SigningCertURL", ABSENT);
        var answer = send(message);
        assertThat(problem(answer, 503).path("detail").textValue()).isEqualTo("The receiver is busy. Redeliver later.");
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("30");
        send(message);
        assertThat(web.asked()).containsOnlyOnce(URI.create(ABSENT));
    }

    private HttpResponse<String> send(Map<String, String> message) {
        var request = HttpRequest.newBuilder(endpoint)
                .POST(BodyPublishers.ofByteArray(SNS.signed(message).body()));
        Sns.headers(message).forEach(request::header);
        return new GitHubSender(endpoint).send(request);
    }
}
