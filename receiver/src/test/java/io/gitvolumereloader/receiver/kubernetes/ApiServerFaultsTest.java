package io.gitvolumereloader.receiver.kubernetes;

import static io.gitvolumereloader.receiver.kubernetes.Clients.follower;
import static io.gitvolumereloader.receiver.kubernetes.Clients.notices;
import static io.gitvolumereloader.receiver.kubernetes.Clients.why;
import static io.gitvolumereloader.receiver.kubernetes.Clients.within;
import static io.gitvolumereloader.receiver.kubernetes.ScriptedApiServer.await;
import static io.gitvolumereloader.receiver.kubernetes.ScriptedApiServer.cut;
import static io.gitvolumereloader.receiver.kubernetes.ScriptedApiServer.json;
import static io.gitvolumereloader.receiver.kubernetes.ScriptedApiServer.list;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.gitvolumereloader.receiver.hook.Follower;
import io.gitvolumereloader.receiver.hook.Marking;
import io.gitvolumereloader.receiver.hook.PushAnnotation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the server in memory can't do: refusals, overload, silence, broken connections. */
class ApiServerFaultsTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final PushAnnotation PUSH = Clients.push("main", 'a');
    private static final String FORBIDDEN = """
            {"kind":"Status","status":"Failure","code":403,"message":"pods \\"a\\" is forbidden: User \\"system:serviceaccount:gvr:receiver\\" \
            cannot patch resource \\"pods\\" in API group \\"\\" in the namespace \\"docs\\""}""";

    private final ScriptedApiServer server;
    private final KubernetesClient client;
    private final FanOut fanOut;
    private final PodLists lists;

    ApiServerFaultsTest() throws IOException {
        server = new ScriptedApiServer();
        client = Clients.of(server.url());
        fanOut = Clients.fanOut(client);
        lists = Clients.lists(client);
    }

    @AfterEach
    void stop() {
        fanOut.drain(Duration.ZERO);
        client.close();
        server.close();
    }

    @Test
    void aForbiddenListSaysWhoLacksWhat() {
        server.always(json(403, FORBIDDEN.replace("patch", "list")));
        assertThat(why(lists.followers("docs", _ -> true, within(SHORT))))
                .contains(
                        "403",
                        "the account system:serviceaccount:gvr:receiver may not list pods in the namespace docs",
                        "give it the verb list on pods by a Role there");
    }

    @Test
    void anAnswerThatIsNoListIsSaid() {
        server.always(json(200, "<html>a proxy's page</html>"));
        assertThat(why(lists.followers("docs", _ -> true, within(LONG))))
                .isEqualTo("can't list pods: the API server's answer is no list");
    }

    @Test
    void aForbiddenPatchSaysWhoLacksWhat() {
        server.always(json(403, FORBIDDEN));
        assertThat(unreached(mark(SHORT, follower("a"))))
                .contains(
                        "403",
                        "the account system:serviceaccount:gvr:receiver may not patch pods in the namespace docs",
                        "give it the verb patch on pods by a Role there");
    }

    /** An API server that has just started does not know all accounts and rights yet. */
    @Test
    void whatTheAccountMayNotDoAtFirstIsTriedAgain() {
        server.next(json(401, "{\"message\":\"Unauthorized\"}"));
        server.next(json(403, FORBIDDEN));
        server.next(json(403, FORBIDDEN));
        server.always(json(200, "{}"));
        assertThat(mark(LONG, follower("a"))).containsExactly(new Marking.Marked(follower("a")));
    }

    @Test
    void anAdmissionPolicySpeaksForItself() {
        server.always(
                json(
                        422,
                        "{\"message\":\"pods \\\"a\\\" is forbidden: ValidatingAdmissionPolicy 'receiver' with binding 'b' denied request: no\\nevil\"}"));
        assertThat(unreached(mark(LONG, follower("a"))))
                .isEqualTo("the API server answered 422: the admission policy receiver refused it: no?evil");
    }

    @Test
    void overloadIsWaitedOut() {
        server.next(json(429, "{}", "Retry-After", "0"));
        server.next(json(503, "{}"));
        server.next(json(500, "{}"));
        server.next(json(429, "{}", "Retry-After", "nonsense"));
        server.always(json(200, "{}"));
        assertThat(mark(LONG, follower("a"))).containsExactly(new Marking.Marked(follower("a")));
        assertThat(server.asked).hasSize(5);
    }

    /** The API server asks the receiver to come back later, and not only for the pod at hand. */
    @Test
    void whileTheApiServerAsksForAPauseNothingIsSent() {
        server.next(json(429, "{}", "Retry-After", "1"));
        server.always(json(200, "{}"));
        var begin = System.nanoTime();
        var one = Clients.fanOut(client, 1, LONG);
        assertThat(Clients.mark(one, 1, notices(PUSH, follower("a"), follower("b")), within(LONG)))
                .allMatch(Marking.Marked.class::isInstance);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        assertThat(server.asked).hasSize(3);
    }

    @Test
    void whatIsNotDoneByTheDeadlineGoesOn() {
        var end = new CountDownLatch(1);
        server.next(exchange -> {
            await(end);
            json(200, "{}").to(exchange);
        });
        server.always(json(200, "{}"));
        var one = Clients.fanOut(client, 1, LONG);
        assertThat(Clients.mark(one, 1, notices(PUSH, follower("a"), follower("b")), within(SHORT)))
                .containsExactly(new Marking.Continuing(follower("a"), ""), new Marking.Continuing(follower("b"), ""));
        end.countDown();
        assertThat(one.drain(LONG)).isZero();
        assertThat(server.asked)
                .extracting(ScriptedApiServer.Asked::path)
                .map(path -> path.replaceAll(".*/", ""))
                .containsExactly("a", "b");
    }

    @Test
    void theAnswerSaysWhyItDidNotWorkSoFar() {
        server.always(json(500, "{\"message\":\"etcd is away\"}"));
        assertThat(mark(SHORT, follower("a")))
                .containsExactly(new Marking.Continuing(follower("a"), "the API server answered 500: etcd is away"));
    }

    /** Or silent servers would collect connections, and more requests than may be under way. */
    @Test
    void aRequestThatTakesTooLongIsGivenUpAndRepeated() throws IOException {
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var impatient = Clients.of("http://127.0.0.1:" + silent.getLocalPort() + "/")) {
            var quick = Clients.fanOut(impatient, 16, SHORT);
            var markings = CompletableFuture.supplyAsync(
                    () -> Clients.mark(quick, 1, notices(PUSH, follower("a")), within(LONG)));
            for (var attempt = 0; attempt < 2; attempt++) {
                try (var connection = silent.accept()) {
                    assertThat(readToItsEnd(connection)).isNotEmpty();
                }
            }
            answer(silent);
            assertThat(markings.join()).containsExactly(new Marking.Marked(follower("a")));
        }
    }

    @Test
    void anAnswerThatTricklesIsGivenUpAndRepeated() throws IOException {
        try (var trickling = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var impatient = Clients.of("http://127.0.0.1:" + trickling.getLocalPort() + "/")) {
            var quick = Clients.fanOut(impatient, 16, SHORT);
            var markings = CompletableFuture.supplyAsync(
                    () -> Clients.mark(quick, 1, notices(PUSH, follower("a")), within(LONG)));
            try (var connection = trickling.accept()) {
                connection
                        .getOutputStream()
                        .write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{".getBytes(US_ASCII));
                assertThat(readToItsEnd(connection)).isNotEmpty();
            }
            answer(trickling);
            assertThat(markings.join()).containsExactly(new Marking.Marked(follower("a")));
        }
    }

    @Test
    void anAnswerThatIsNoPodIsNoMark() {
        server.always(json(200, "<html>a proxy's page</html>"));
        assertThat(unreached(mark(LONG, follower("a")))).contains("no pod");
    }

    @Test
    void aSilentListEndsAtTheDeadline() {
        var end = new CountDownLatch(1);
        server.always(exchange -> await(end));
        assertThat(why(lists.followers("docs", _ -> true, within(SHORT)))).contains("deadline");
        end.countDown();
    }

    @Test
    void brokenConnectionsAreTriedAgain() {
        server.next(cut());
        server.next(cut());
        server.next(cut());
        server.always(json(200, "{}"));
        assertThat(mark(LONG, follower("a"))).containsExactly(new Marking.Marked(follower("a")));
    }

    /** As GET /pods asks for them, which can't take back what it has sent. */
    @Test
    void aPageThatBreaksOffIsAskedForAgainAndEachPodIsToldOnce() {
        server.next(json(200, list("page-2", "a", "b")));
        server.next(exchange -> {
            exchange.sendResponseHeaders(200, 100_000);
            exchange.getResponseBody()
                    .write(list("page-3", "c", "d").substring(0, 250).getBytes(US_ASCII));
            exchange.getResponseBody().flush();
            throw new IOException("cut on purpose");
        });
        server.next(json(200, list("page-3", "c", "d")));
        server.always(json(200, list("", "e")));
        var told = new ArrayList<String>();
        assertThat(Clients.pods(client).tellAll(pod -> told.add(pod.pod()), within(LONG)))
                .isEmpty();
        assertThat(told).containsExactly("a", "b", "c", "d", "e");
        assertThat(server.asked)
                .extracting(asked -> asked.query().replaceAll(".*&limit=", ""))
                .containsExactly("100", "100&continue=page-2", "100&continue=page-2", "100&continue=page-3");
    }

    @Test
    void aPageThatFallsSilentIsAskedForAgain() {
        var end = new CountDownLatch(1);
        server.next(json(200, list("page-2", "a")));
        server.next(exchange -> await(end));
        server.always(json(200, list("", "b")));
        var told = new ArrayList<String>();
        assertThat(Clients.pods(client).tellAll(pod -> told.add(pod.pod()), within(LONG)))
                .isEmpty();
        end.countDown();
        assertThat(told).containsExactly("a", "b");
    }

    @Test
    void aReasonThatIsOverIsNotToldOfALaterPage() {
        var end = new CountDownLatch(1);
        server.next(json(429, "{\"message\":\"later\"}", "Retry-After", "0"));
        server.next(json(200, list("page-2", "a")));
        server.always(exchange -> await(end));
        var told = new ArrayList<String>();
        var failures = Clients.pods(client).tellAll(pod -> told.add(pod.pod()), within(Duration.ofSeconds(3)));
        end.countDown();
        assertThat(failures).singleElement().asString().contains("deadline").doesNotContain("429");
        assertThat(told).containsExactly("a");
    }

    @Test
    void aListIsReadPageByPage() {
        server.next(json(200, list("page-2", "a", "b")));
        server.next(json(200, list("page-3=", "c")));
        server.always(json(200, list("", "d")));
        assertThat(lists.followers("docs", _ -> true, within(LONG)).followers())
                .extracting(Follower::pod)
                .containsExactly("a", "b", "c", "d");
        assertThat(server.asked)
                .extracting(asked -> asked.query().replaceAll(".*&limit=", ""))
                .containsExactly("500&resourceVersion=0", "500&continue=page-2", "500&continue=page-3=");
    }

    @Test
    void aListWhoseRestIsForgottenBeginsAnewFromTheSource() {
        server.next(json(200, list("page-2", "a", "b")));
        server.next(json(410, "{\"message\":\"The provided continue parameter is too old\"}"));
        server.next(json(200, list("page-2", "a")));
        server.always(json(200, list("", "c")));
        var census = lists.followers("docs", _ -> true, within(LONG));
        assertThat(census.followers()).extracting(Follower::pod).containsExactly("a", "c");
        assertThat(census.seen()).isEqualTo(2);
        assertThat(server.asked)
                .extracting(asked -> asked.query().replaceAll(".*&limit=", ""))
                .containsExactly("500&resourceVersion=0", "500&continue=page-2", "500", "500&continue=page-2");
    }

    @Test
    void aListWhoseRestIsForgottenAgainIsGivenUp() {
        server.next(json(410, "{}"));
        server.always(json(410, "{}"));
        assertThat(why(lists.followers("docs", _ -> true, within(LONG)))).contains("forgets the rest of a list");
        assertThat(server.asked).hasSize(2);
    }

    @Test
    void aServerThatIsDownIsSaid() {
        server.close();
        assertThat(why(lists.followers("docs", _ -> true, within(SHORT)))).contains("no connection to the API server");
    }

    @Test
    void aServerWhoseCertificateNobodyTrustsIsNamed() {
        var strange = new KubernetesMockServer(true);
        strange.init();
        var url = strange.url("/");
        try (var stranger = Clients.of(url)) {
            assertThat(why(Clients.lists(stranger).followers("docs", _ -> true, within(Duration.ofSeconds(3)))))
                    .contains("no connection to the API server")
                    .contains("the configured CA may not be that of the certificate of "
                            + URI.create(url).getAuthority());
        } finally {
            strange.destroy();
        }
    }

    @Test
    void oneWhoFailsDoesNotHinderTheOthers() {
        server.always(exchange -> {
            var status = exchange.getRequestURI().getPath().endsWith("/b") ? 403 : 200;
            json(status, "{}").to(exchange);
        });
        assertThat(mark(LONG, follower("a"), follower("b"), follower("c")))
                .satisfiesExactly(
                        a -> assertThat(a).isInstanceOf(Marking.Marked.class),
                        b -> assertThat(b).isInstanceOf(Marking.Unreached.class),
                        c -> assertThat(c).isInstanceOf(Marking.Marked.class));
    }

    private List<Marking> mark(Duration budget, Follower... followers) {
        return Clients.mark(fanOut, 1, notices(PUSH, followers), within(budget));
    }

    private static byte[] readToItsEnd(Socket connection) throws IOException {
        connection.setSoTimeout(30_000);
        return connection.getInputStream().readAllBytes();
    }

    private static void answer(ServerSocket server) throws IOException {
        try (var connection = server.accept()) {
            connection.setSoTimeout(30_000);
            assertThat(connection.getInputStream().read(new byte[8192])).isPositive();
            connection
                    .getOutputStream()
                    .write("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}".getBytes(US_ASCII));
            connection.shutdownOutput();
            readToItsEnd(connection);
        }
    }

    private static String unreached(List<Marking> markings) {
        return markings.getFirst() instanceof Marking.Unreached(var _, var reason) ? reason : "reached";
    }
}
