package io.gitvolumereloader.receiver;

import static io.gitvolumereloader.receiver.Answers.json;
import static io.gitvolumereloader.receiver.Answers.problem;
import static io.gitvolumereloader.receiver.Answers.report;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** From the HTTP request to the pod's annotation and back. */
@QuarkusTest
@SuppressWarnings("NullAway.Init") // Quarkus fills the fields
@QuarkusTestResource(Cluster.class)
class ReceiverTest {
    @TestHTTPResource("/github")
    URI endpoint;

    @TestHTTPResource(value = "/health/ready", management = true)
    URI ready;

    @TestHTTPResource("/q/health/ready")
    URI readyOnTheWrongPort;

    Cluster cluster;

    @Test
    void aPushMarksWhoFollowsAndReportsIt() {
        cluster.pod("marked-1", "git@github.com:Octo/Marked.git", "main");
        cluster.pod("marked-2", "https://github.com/octo/marked", "HEAD");
        cluster.pod("marked-3", "https://github.com/octo/marked", "v1");
        var report = report(gitHub().signed("push", GitHubSender.push("Octo/Marked", "refs/heads/main")), 202);
        assertThat(report)
                .hasToString("{\"delivery\":\"github/72d3162e-cc78-11e3-81ab-4c9367dc0958\",\"status\":\"accepted\","
                        + "\"repository\":\"github.com/octo/marked\",\"ref\":\"refs/heads/main\",\"matched\":2,\"marked\":2,"
                        + "\"unchanged\":0,\"gone\":0,\"continuing\":0,\"unreached\":0,\"reasons\":[]}");
        assertThat(cluster.push("marked-1")).startsWith("{\"ref\":\"refs/heads/main\",\"before\":\"6113728f27ae");
        assertThat(cluster.push("marked-2")).isEqualTo(cluster.push("marked-1"));
        assertThat(cluster.push("marked-3")).isEmpty();
    }

    @Test
    void aRedeliveryChangesNothing() {
        cluster.pod("again", "https://github.com/octo/again", "main");
        var push = GitHubSender.push("octo/again", "refs/heads/main");
        gitHub().signed("push", push);
        var first = cluster.push("again");
        assertThat(report(gitHub().signed("push", push), 202).path("unchanged").intValue())
                .isOne();
        assertThat(cluster.push("again")).isEqualTo(first);
    }

    @Test
    void aFormIsAsGoodAsJson() {
        cluster.pod("form", "https://github.com/octo/form", "main");
        report(gitHub().signedForm("push", GitHubSender.push("octo/form", "refs/heads/main")), 202);
        assertThat(cluster.push("form")).contains("refs/heads/main");
    }

    @Test
    void aLargeFormPassesToo() {
        var push = GitHubSender.push("octo/large", "refs/heads/main");
        var large = push.substring(0, push.length() - 1) + ",\"commits\":\"" + "%&=+".repeat(250_000) + "\"}";
        report(gitHub().signedForm("push", large), 200);
    }

    @Test
    void aDeletedBranchIsAnnouncedWithoutAfter() {
        cluster.pod("deleted", "https://github.com/octo/deleted", "old");
        var push =
                GitHubSender.push("octo/deleted", "refs/heads/old").replace("\"deleted\": false", "\"deleted\": true");
        report(gitHub().signed("push", push), 202);
        assertThat(cluster.push("deleted")).contains("before").doesNotContain("after");
    }

    @Test
    void aPushThatNobodyFollowsSaysHowItWasUnderstood() {
        var report = report(gitHub().signed("push", GitHubSender.push("Octo/Nobody", "refs/heads/main")), 200);
        assertThat(report.path("status").textValue()).isEqualTo("no-target");
        assertThat(report.path("repository").textValue()).isEqualTo("github.com/octo/nobody");
        assertThat(report.path("reasons").path(0).textValue()).contains("git-volume-reloader.io/repository");
    }

    @Test
    void aPingIsAnswered() {
        assertThat(report(gitHub().signed("ping", "{\"zen\":\"Design for failure.\"}"), 200)
                        .path("status")
                        .textValue())
                .isEqualTo("pong");
    }

    @Test
    void otherEventsAreIgnored() {
        assertThat(report(gitHub().signed("star", "{}"), 200).path("status").textValue())
                .isEqualTo("ignored");
    }

    @Test
    void severalSecretsAreValidAtOnce() {
        report(gitHub().signed("ping", "{}", Cluster.SECRET), 200);
        report(gitHub().signed("ping", "{}", Cluster.SECOND_SECRET), 200);
    }

    @Test
    void secretsChangeWithoutRestart() {
        problem(gitHub().signed("ping", "{}", "a brand new secret"), 401);
        cluster.secret("github.third", "a brand new secret\n");
        await().untilAsserted(() -> report(gitHub().signed("ping", "{}", "a brand new secret"), 200));
        cluster.forget("github.third");
        await().untilAsserted(() -> problem(gitHub().signed("ping", "{}", "a brand new secret"), 401));
    }

    @Test
    void whileTheApiServerIsDownTheSenderIsToldAndWhenItIsUpItWorks() {
        var push = GitHubSender.push("octo/down", "refs/heads/main");
        var port = cluster.down();
        var down = gitHub().signed("push", push);
        cluster.up(port);
        assertThat(problem(down, 503).path("detail").textValue())
                .contains("Redeliver later. Reason: ", "no connection to the API server");
        assertThat(down.headers().firstValue("Retry-After")).hasValue("30");
        cluster.pod("down", "https://github.com/octo/down", "main");
        report(gitHub().signed("push", push), 202);
    }

    @Test
    void itIsReadyOnTheManagementPortOnly() {
        assertThat(gitHub().send(HttpRequest.newBuilder(ready)).body()).contains("UP", "\"github\": ");
        var onTheWrongPort = HttpRequest.newBuilder(readyOnTheWrongPort)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.noBody());
        assertThat(gitHub().send(onTheWrongPort).statusCode()).isEqualTo(404);
    }

    @Test
    void podsAreListedOnTheManagementPortOnly() {
        cluster.pod("listed", "https://user:password@github.com/octo/listed.git", "main");
        gitHub().signed("push", GitHubSender.push("octo/listed", "refs/heads/main"));
        var answer = gitHub().send(HttpRequest.newBuilder(ready.resolve("/pods")));
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        var page = json(answer.body());
        assertThat(page.path("failures")).isEmpty();
        assertThat(page.path("pods"))
                .filteredOn(pod -> pod.path("pod").textValue().equals("listed"))
                .singleElement()
                .satisfies(pod -> {
                    assertThat(pod.path("namespace").textValue()).isEqualTo("docs");
                    assertThat(pod.path("repository").textValue()).isEqualTo("github.com/octo/listed");
                    assertThat(pod.at("/announced/ref").textValue()).isEqualTo("refs/heads/main");
                    assertThat(pod.has("published")).isFalse();
                });
        assertThat(answer.body()).doesNotContain("password");
        assertThat(gitHub().send(HttpRequest.newBuilder(endpoint.resolve("/pods")))
                        .statusCode())
                .isIn(404, 405);
    }

    @Test
    void whileTheApiServerIsDownThePodsCantBeListed() {
        var port = cluster.down();
        var down = gitHub().send(HttpRequest.newBuilder(ready.resolve("/pods")).timeout(Duration.ofMinutes(1)));
        cluster.up(port);
        assertThat(problem(down, 503).path("detail").textValue()).contains("no connection to the API server");
    }

    private GitHubSender gitHub() {
        return new GitHubSender(endpoint);
    }
}
