package io.gitvolumereloader.receiver;

import static io.gitvolumereloader.receiver.Answers.problem;
import static io.gitvolumereloader.receiver.Answers.report;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gitvolumereloader.receiver.provider.Fixture;
import io.gitvolumereloader.receiver.provider.Sns;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What went wrong in other receivers of webhooks, tried here. Each test is named after the advisory. */
@QuarkusTest
@SuppressWarnings("NullAway.Init") // Quarkus fills the fields
@QuarkusTestResource(Cluster.class)
class KnownAdvisoriesTest {
    private static final int HUGE = 26 * 1024 * 1024;

    @TestHTTPResource("/")
    URI root;

    @Inject
    NobodyOnTheWeb web;

    Cluster cluster;

    @BeforeEach
    void everyProviderHasTheSecretsOfItsFixtures() {
        sender().trustedBy(cluster);
        await().untilAsserted(this::aGoodDeliveryPassesAfterwards);
    }

    @AfterEach
    void aGoodDeliveryPassesAfterwards() {
        report(sender().send(Fixture.of("azure-devops", "test")), 200);
    }

    /** Argo CD read bodies of any size into memory. Nobody here is let in by size alone. */
    @ParameterizedTest
    @MethodSource("providers")
    void cve202440634ALargeBodyOfAStranger(String provider) {
        var request = HttpRequest.newBuilder(root.resolve(provider)).header("Content-Type", "application/json");
        assertThat(sender().send(request.POST(BodyPublishers.ofByteArray(new byte[HUGE])))
                        .statusCode())
                .isIn(401, 413);
        assertThat(sender().send(request.POST(BodyPublishers.ofInputStream(() -> zeros(HUGE))))
                        .statusCode())
                .isIn(401, 413);
    }

    /** Argo Workflows read the body before it asked who sent it. Here it is refused while the body is still to come. */
    @ParameterizedTest
    @MethodSource("providers")
    void cve202642294TheBodyOfAStrangerIsNotWaitedFor(String provider) throws IOException {
        try (var socket = new Socket(root.getHost(), root.getPort())) {
            socket.setSoTimeout(3_000);
            var head = "POST /" + provider + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 5000000\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(UTF_8));
            assertThat(new String(socket.getInputStream().readNBytes(12), UTF_8))
                    .isEqualTo("HTTP/1.1 401");
        }
    }

    /** Argo CD took {@code links.clone} for a list and its {@code href} for text, whatever they were. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "1",
                "\"x\"",
                "{}",
                "{\"href\":\"https://x/y\"}",
                "[null]",
                "[1]",
                "[\"x\"]",
                "[[]]",
                "[{}]",
                "[{\"href\":null}]",
                "[{\"href\":1}]",
                "[{\"href\":[\"https://x/y\"]}]",
                "[{\"href\":{}}]"
            })
    void cve202559531LinksOfBitbucketThatAreNoLinks(String clone) {
        var answer = sender().sendSigned(changed("bitbucket-server", "push", payload -> {
            ((ObjectNode) payload.at("/repository/links")).set("clone", Answers.json(clone));
            ((ObjectNode) payload.at("/repository/links")).remove("self");
        }));
        assertThat(problem(answer, 400).path("detail").textValue()).contains("/repository/links/clone");
    }

    /** Argo CD took for granted that a push of Gogs has a repository and commits. */
    @ParameterizedTest
    @ValueSource(strings = {"repository", "commits", "ref", "before", "after", "sender"})
    void cve202559537NullInAPushOfGogs(String field) {
        var answer = sender().sendSigned(changed("gogs", "push", payload -> payload.putNull(field)));
        assertThat(answer.statusCode()).isIn(200, 400);
        var needed = field.equals("repository") || field.equals("ref");
        assertThat(answer.statusCode()).isEqualTo(needed ? 400 : 200);
    }

    /** Argo CD took the first of {@code refUpdates} when there was none. */
    @Test
    void cve202559538AnEmptyListOfRefsFromAzure() {
        assertThat(report(sender().send(Fixture.of("azure-devops", "empty")), 200)
                        .path("status")
                        .textValue())
                .isEqualTo("ignored");
    }

    /** Flux knew that a token was Google's, and did not ask whose. Here the secret of one provider opens no other. */
    @Test
    void cve202640109AuthenticIsNotAuthorised() {
        var body = Fixture.of("generic", "push").delivery().body();
        var request = HttpRequest.newBuilder(root.resolve("gitlab"))
                .header("Content-Type", "application/json")
                .header("X-Gitlab-Event", "Push Hook")
                .header("X-Gitlab-Token", FixtureSender.secret("azure-devops"))
                .POST(BodyPublishers.ofByteArray(body));
        problem(sender().send(request), 401);
    }

    /** The same with SNS, which signs for every account of AWS. Nobody is asked for the certificate either. */
    @Test
    void cve202640109TheSignatureOfSnsForSomebodyElse() {
        var sns = new Sns(MadeKey.rsa("CN=sns.amazonaws.com"));
        var message = sns.notification(Instant.now());
        message.put("TopicArn", Sns.TOPIC.replace("123456789012", "210987654321"));
        var theirs = sns.signed(message).body();
        var asked = web.asked().size();
        for (var topic : List.of(Sns.TOPIC, String.valueOf(message.get("TopicArn")))) {
            var request = HttpRequest.newBuilder(root.resolve("codecommit"));
            Sns.headers(message).forEach(request::header);
            request.setHeader("x-amz-sns-topic-arn", topic).POST(BodyPublishers.ofByteArray(theirs));
            problem(sender().send(request), 401);
        }
        assertThat(web.asked()).hasSize(asked);
    }

    /** Woodpecker believed what a payload said about its author. Here nobody asks. */
    @Test
    void cve202658370WhoPushedDoesNotCount() {
        var sent = Fixture.of("gitlab", "push");
        var asAdmin = changed(
                "gitlab",
                "push",
                payload -> payload.put("user_username", "root")
                        .put("user_id", 1)
                        .set("user_name", payload.objectNode().put("admin", true)));
        assertThat(sender().sendSigned(asAdmin).body())
                .isEqualTo(sender().send(sent).body());
    }

    /** Jenkins' Git plugin did as it was told by GET, by anybody. */
    @ParameterizedTest
    @MethodSource("providers")
    void cve202236883NothingHappensByGet(String provider) {
        var query = root.resolve(provider + "?url=https://github.com/example-org/handbook&token=x");
        problem(sender().send(HttpRequest.newBuilder(query).GET()), 405);
        problem(
                sender().send(HttpRequest.newBuilder(query)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{}"))),
                401);
    }

    /** Jenkins' Gogs plugin told strangers which jobs there are. */
    @Test
    void ghsaQxwcWchr5h29AStrangerDoesNotLearnWhatThereIs() {
        cluster.pod("secretive", "https://gogs.example.com/docs/secretive", "main");
        var known =
                "{\"ref\":\"refs/heads/main\",\"repository\":{\"clone_url\":\"https://gogs.example.com/docs/secretive\"}}";
        var push = Fixture.of("gogs", "push");
        var answer = problem(sender().send(push, known.getBytes(UTF_8)), 401);
        assertThat(problem(sender().send(push, known.replace("docs", "none").getBytes(UTF_8)), 401))
                .isEqualTo(answer);
    }

    /** jackson-core followed nested lists until its stack was used up. */
    @ParameterizedTest
    @MethodSource("plainProviders")
    void cve202552999DeepJson(String provider) {
        var deep = "{\"x\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
        var push = Fixture.of(provider, "push");
        if (provider.equals("codecommit")) {
            problem(sender().send(push, deep.getBytes(UTF_8)), 401); // its signature is in there
        } else if (push.expected().has("at")) {
            assertThat(problem(sender().sendStandardWebhook(deep), 400)
                            .path("detail")
                            .textValue())
                    .contains("64 levels");
        } else {
            var answer = sender().sendSigned(push.withBody(deep.getBytes(UTF_8)));
            assertThat(problem(answer, 400).path("detail").textValue()).contains("64 levels");
        }
    }

    /** go-playground/webhooks cut seven characters off whatever was in the header. */
    @ParameterizedTest
    @ValueSource(strings = {"", "s", "sha256", "sha256=", "sha256=0"})
    void goPlayground209AShortSignature(String signature) {
        var request = HttpRequest.newBuilder(root.resolve("bitbucket-server"))
                .header("Content-Type", "application/json")
                .header("X-Event-Key", "repo:refs_changed")
                .header("X-Hub-Signature", signature)
                .POST(BodyPublishers.ofString("{}"));
        problem(sender().send(request), 401);
    }

    static Set<String> providers() {
        return Fixture.all().map(Fixture::provider).collect(Collectors.toSet());
    }

    static Set<String> plainProviders() {
        return FixtureSender.plainProviders();
    }

    private static Fixture changed(String provider, String scenario, Consumer<ObjectNode> change) {
        var fixture = Fixture.of(provider, scenario);
        JsonNode payload = Answers.json(new String(fixture.delivery().body(), UTF_8));
        change.accept((ObjectNode) payload);
        return fixture.withBody(payload.toString().getBytes(UTF_8));
    }

    private static InputStream zeros(int count) {
        return new java.io.ByteArrayInputStream(new byte[count]);
    }

    private FixtureSender sender() {
        return new FixtureSender(root);
    }
}
