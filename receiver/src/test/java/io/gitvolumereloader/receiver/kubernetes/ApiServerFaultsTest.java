package io.gitvolumereloader.receiver.kubernetes;

import static io.gitvolumereloader.receiver.kubernetes.Clients.follower;
import static io.gitvolumereloader.receiver.kubernetes.Clients.notices;
import static io.gitvolumereloader.receiver.kubernetes.Clients.within;
import static io.gitvolumereloader.receiver.kubernetes.ScriptedApiServer.await;
import static io.gitvolumereloader.receiver.kubernetes.ScriptedApiServer.cut;
import static io.gitvolumereloader.receiver.kubernetes.ScriptedApiServer.json;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.gitvolumereloader.receiver.hook.Follower;
import io.gitvolumereloader.receiver.hook.Marking;
import io.gitvolumereloader.receiver.hook.Scope;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the server in memory can't do: refusals, overload, silence, broken connections. */
class ApiServerFaultsTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final String FORBIDDEN = """
            {"kind":"Status","status":"Failure","code":403,"message":"pods \\"a\\" is forbidden: User \\"system:serviceaccount:gvr:receiver\\" \
            cannot patch resource \\"pods\\" in API group \\"\\" in the namespace \\"docs\\""}""";

    private final ScriptedApiServer server;
    private final KubernetesClient client;

    ApiServerFaultsTest() throws IOException {
        server = new ScriptedApiServer();
        client = Clients.of(server.url());
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void aForbiddenListSaysWhoLacksWhat() {
        server.always(json(403, FORBIDDEN.replace("patch", "list")));
        assertThat(pods().followers(Scope.EVERYTHING, within(LONG)).unlisted())
                .singleElement()
                .asString()
                .contains(
                        "403", "system:serviceaccount:gvr:receiver", "cannot list resource 'pods'", "namespace 'docs'");
    }

    @Test
    void anAnswerThatIsNoListIsSaid() {
        server.always(json(200, "<html>a proxy's page</html>"));
        assertThat(pods().followers(Scope.EVERYTHING, within(LONG)).unlisted())
                .containsExactly("can't list pods: the API server's answer is no list");
    }

    @Test
    void aForbiddenPatchSaysWhoLacksWhat() {
        server.always(json(403, FORBIDDEN));
        assertThat(unreached(mark(LONG, follower("a"))))
                .contains(
                        "403",
                        "system:serviceaccount:gvr:receiver",
                        "cannot patch resource 'pods'",
                        "namespace 'docs'");
    }

    @Test
    void aForbiddenPatchIsNotTriedAgain() {
        server.always(json(403, FORBIDDEN));
        mark(LONG, follower("a"));
        assertThat(server.asked).hasSize(1);
    }

    @Test
    void anAdmissionPolicySpeaksForItself() {
        server.always(json(422, "{\"message\":\"ValidatingAdmissionPolicy 'x' denied request\\nevil\"}"));
        assertThat(unreached(mark(LONG, follower("a"))))
                .contains("422", "denied request?evil")
                .doesNotContain("\n");
    }

    @Test
    void overloadIsWaitedOut() {
        server.next(json(429, "{}", "Retry-After", "0"));
        server.next(json(503, "{}"));
        server.next(json(429, "{}", "Retry-After", "nonsense"));
        server.always(json(200, "{}"));
        assertThat(mark(LONG, follower("a"))).containsExactly(new Marking.Marked(follower("a")));
        assertThat(server.asked).hasSize(4);
    }

    @Test
    void retryAfterBeyondTheDeadlineIsNotWaitedFor() {
        server.always(json(429, "{\"message\":\"too many requests\"}", "Retry-After", "3600"));
        assertThat(unreached(mark(LONG, follower("a")))).contains("429", "too many requests");
        assertThat(server.asked).hasSize(1);
    }

    @Test
    void silenceEndsAtTheDeadline() {
        var end = new CountDownLatch(1);
        server.always(exchange -> await(end));
        assertThat(unreached(mark(SHORT, follower("a")))).startsWith("deadline");
        end.countDown();
    }

    /** Or silent servers would collect connections, and more requests than may be under way. */
    @Test
    void aRequestThatTakesTooLongIsGivenUp() throws IOException {
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var impatient = Clients.of("http://127.0.0.1:" + silent.getLocalPort() + "/")) {
            var markings = CompletableFuture.supplyAsync(() -> new Fabric8Pods(impatient, List.of("docs"), 16)
                    .mark(notices("value", follower("a")), within(SHORT)));
            try (var connection = silent.accept()) {
                connection.setSoTimeout(30_000);
                assertThat(connection.getInputStream().readAllBytes())
                        .as("ends")
                        .isNotEmpty();
            }
            assertThat(unreached(markings.join())).startsWith("deadline");
        }
    }

    @Test
    void anAnswerThatTricklesIsGivenUp() throws IOException {
        try (var trickling = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var impatient = Clients.of("http://127.0.0.1:" + trickling.getLocalPort() + "/")) {
            var markings = CompletableFuture.supplyAsync(
                    () -> Clients.pods(impatient).mark(notices("value", follower("a")), within(SHORT)));
            try (var connection = trickling.accept()) {
                connection.setSoTimeout(30_000);
                connection
                        .getOutputStream()
                        .write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{".getBytes(US_ASCII));
                assertThat(connection.getInputStream().readAllBytes())
                        .as("ends")
                        .isNotEmpty();
            }
            assertThat(unreached(markings.join())).startsWith("deadline");
        }
    }

    @Test
    void nothingIsSentAfterTheDeadline() {
        server.always(json(200, "{}"));
        var markings = mark(Duration.ZERO, follower("a"), follower("b"));
        assertThat(markings).allMatch(Marking.Unreached.class::isInstance);
        assertThat(server.asked).isEmpty();
    }

    @Test
    void anAnswerThatIsNoPodIsNoMark() {
        server.always(json(200, "<html>a proxy's page</html>"));
        assertThat(unreached(mark(LONG, follower("a")))).contains("no pod");
    }

    @Test
    void whoWaitsBehindSilenceEndsAtTheDeadlineToo() {
        var end = new CountDownLatch(1);
        server.always(exchange -> await(end));
        var markings = new Fabric8Pods(client, List.of("docs"), 1)
                .mark(notices("value", follower("a"), follower("b"), follower("c")), within(SHORT));
        assertThat(markings).hasSize(3).allMatch(Marking.Unreached.class::isInstance);
        end.countDown();
    }

    @Test
    void aSilentListEndsAtTheDeadline() {
        var end = new CountDownLatch(1);
        server.always(exchange -> await(end));
        assertThat(pods().followers(Scope.EVERYTHING, within(SHORT)).unlisted())
                .singleElement()
                .asString()
                .contains("deadline");
        end.countDown();
    }

    @Test
    void aBrokenConnectionIsTriedOnceMore() {
        server.next(cut());
        server.always(json(200, "{}"));
        assertThat(mark(LONG, follower("a"))).containsExactly(new Marking.Marked(follower("a")));
    }

    @Test
    void aConnectionThatBreaksAgainIsNot() {
        server.always(cut());
        assertThat(unreached(mark(LONG, follower("a")))).startsWith("no connection to the API server");
        assertThat(server.asked).hasSize(2);
    }

    @Test
    void aServerThatIsDownIsSaid() {
        server.close();
        assertThat(pods().followers(Scope.EVERYTHING, within(LONG)).unlisted())
                .singleElement()
                .asString()
                .contains("no connection to the API server");
    }

    @Test
    void oneWhoFailsDoesNotHinderTheOthers() {
        server.always(exchange -> {
            var status = exchange.getRequestURI().getPath().endsWith("/b") ? 500 : 200;
            json(status, "{}").to(exchange);
        });
        assertThat(mark(LONG, follower("a"), follower("b"), follower("c")))
                .satisfiesExactly(
                        a -> assertThat(a).isInstanceOf(Marking.Marked.class),
                        b -> assertThat(b).isInstanceOf(Marking.Unreached.class),
                        c -> assertThat(c).isInstanceOf(Marking.Marked.class));
    }

    private Fabric8Pods pods() {
        return Clients.pods(client);
    }

    private List<Marking> mark(Duration budget, Follower... followers) {
        return pods().mark(notices("value", followers), within(budget));
    }

    private static String unreached(List<Marking> markings) {
        return markings.getFirst() instanceof Marking.Unreached(var _, var reason) ? reason : "reached";
    }
}
