package io.gitvolumereloader.receiver.kubernetes;

import static io.gitvolumereloader.receiver.kubernetes.Clients.audience;
import static io.gitvolumereloader.receiver.kubernetes.Clients.push;
import static io.gitvolumereloader.receiver.kubernetes.Clients.within;
import static io.gitvolumereloader.receiver.kubernetes.ScriptedApiServer.await;
import static io.gitvolumereloader.receiver.kubernetes.ScriptedApiServer.json;
import static io.gitvolumereloader.receiver.kubernetes.ScriptedApiServer.list;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.gitvolumereloader.receiver.hook.Marking;
import io.gitvolumereloader.receiver.hook.Tally;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pods are searched for until they are found, and marked as they are. */
class SearchTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(400);
    private static final Duration AGE = Duration.ofMinutes(5);

    /** Of a delivery with one push, in one namespace. */
    private static final int WEIGHT = 4;

    private static final String FORBIDDEN =
            "{\"message\":\"User \\\"x\\\" cannot list resource \\\"pods\\\" in API group \\\"\\\" in the namespace \\\"n\\\"\"}";

    private final ExecutorService deliveries = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch hold = new CountDownLatch(1);
    private final AtomicBoolean broken = new AtomicBoolean();
    private final ScriptedApiServer server;
    private final KubernetesClient client;

    SearchTest() throws IOException {
        server = new ScriptedApiServer();
        client = Clients.of(server.url());
    }

    @AfterEach
    void stop() {
        hold.countDown();
        deliveries.close();
        client.close();
        server.close();
    }

    @Test
    void podsOfOneNamespaceAreMarkedWhileTheListOfAnotherIsStuck() throws Exception {
        server.always(exchange -> {
            if (exchange.getRequestURI().getPath().contains("/stuck/")) {
                await(hold);
            }
            answer("a").to(exchange);
        });
        var pods = new Fabric8Pods(client, List.of("stuck", "docs"), 16, LONG);
        var tally = announce(pods, LONG);
        await().until(() -> patched().contains("a"));
        assertThat(tally.isDone()).isFalse();
        hold.countDown();
        assertThat(tally.get().unlisted()).isEmpty();
        assertThat(pods.drain(LONG)).isZero();
    }

    @Test
    void whatKeepsAListFromEndingIsWaitedOut() throws Exception {
        server.next(json(429, "{}", "Retry-After", "0"));
        server.next(json(503, "{}"));
        server.next(json(200, "{}"));
        server.always(answer("a"));
        assertThat(announce(Clients.pods(client), LONG).get().markings())
                .hasSize(1)
                .allMatch(Marking.Marked.class::isInstance);
    }

    @Test
    void aListThatBreaksOffBeginsAnewAndItsPodsAreMarkedAndCountedOnce() throws Exception {
        server.next(exchange -> {
            exchange.sendResponseHeaders(200, 100_000);
            exchange.getResponseBody()
                    .write(list("", "a", "b").substring(0, 250).getBytes(US_ASCII));
            exchange.getResponseBody().flush();
            throw new IOException("cut on purpose");
        });
        server.always(answer("a", "b"));
        var tally = announce(Clients.pods(client), LONG).get();
        assertThat(tally.unlisted()).isEmpty();
        assertThat(tally.seen()).isEqualTo(2);
        assertThat(patched()).containsExactlyInAnyOrder("a", "b");
    }

    /** As with a page that takes its time; all that is asked for comes in the end. */
    @Test
    void aListThatTakesLongerThanADeliveryHasGetsTheTimeItNeeds() throws Exception {
        server.always(exchange -> {
            if (exchange.getRequestMethod().equals("GET")) {
                LockSupport.parkNanos(Duration.ofMillis(700).toNanos());
            }
            answer("a").to(exchange);
        });
        var pods = Clients.pods(client, 16, SHORT);
        assertThat(announce(pods, SHORT).get().markings()).isEmpty();
        assertThat(pods.drain(LONG)).isZero();
        assertThat(patched()).containsExactly("a");
    }

    /** An API server that has just started does not know all accounts and rights yet. */
    @Test
    void aListThatIsRefusedAtFirstIsTriedAgainAfterTheAnswer() throws Exception {
        server.next(json(401, "{}"));
        server.next(json(403, FORBIDDEN));
        server.always(answer("a"));
        var tally = announce(Clients.pods(client), LONG).get();
        assertThat(tally.unlisted())
                .singleElement()
                .asString()
                .startsWith("trying again: can't list pods: the API server answered 401;");
        await().until(() -> patched().contains("a"));
    }

    /** One missing Role is no reason to let every sender wait. */
    @Test
    void nobodyWaitsForANamespaceThatIsRefused() throws Exception {
        server.always(exchange -> {
            var refused = exchange.getRequestURI().getPath().contains("/refused/");
            (refused ? json(403, FORBIDDEN) : answer("a")).to(exchange);
        });
        var pods = new Fabric8Pods(client, List.of("refused", "docs"), 16, LONG);
        var tally = announce(pods, LONG).get();
        assertThat(tally.markings()).hasSize(1).allMatch(Marking.Marked.class::isInstance);
        assertThat(tally.unlisted()).singleElement().asString().contains("trying again: can't list pods", "403");
        assertThat(pods.waiting()).isZero();
        assertThat(pods.drain(LONG)).isZero();
    }

    @Test
    void aNamespaceThatIsNamedTwiceIsSearchedOnce() throws Exception {
        server.always(answer("a"));
        var pods = new Fabric8Pods(client, List.of("docs", "docs"), 16, LONG);
        assertThat(announce(pods, LONG).get().markings()).hasSize(1);
        assertThat(patched()).containsExactly("a");
    }

    @Test
    void aListThatFailsIsRepeatedAfterTheAnswer() throws Exception {
        broken.set(true);
        server.always(exchange ->
                (broken.get() ? json(500, "{\"message\":\"etcd is away\"}") : answer("a", "b")).to(exchange));
        var pods = Clients.pods(client, 16, LONG);
        var answered = announce(pods, Duration.ofSeconds(1));
        await().until(() -> server.asked.size() > 1);
        var tally = answered.get();
        assertThat(tally.markings()).isEmpty();
        assertThat(tally.unlisted())
                .containsExactly("trying again: can't list pods: the API server answered 500: etcd is away");
        assertThat(pods.waiting()).isOne();
        broken.set(false);
        assertThat(pods.drain(LONG)).isZero();
        assertThat(patched()).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void podsThatAreFoundBeforeAListRunsOutOfTimeAreMarkedAndOnce() throws Exception {
        broken.set(true);
        server.always(exchange -> {
            var query = String.valueOf(exchange.getRequestURI().getQuery());
            if (exchange.getRequestMethod().equals("PATCH")) {
                json(200, "{}").to(exchange);
            } else if (!query.contains("continue")) {
                json(200, list("rest", "a", "b")).to(exchange);
            } else {
                (broken.get() ? json(503, "{}") : json(200, list("", "c"))).to(exchange);
            }
        });
        var pods = Clients.pods(client);
        var tally = announce(pods, LONG);
        await().until(() -> patched().containsAll(List.of("a", "b")));
        assertThat(tally.isDone()).isFalse();
        broken.set(false);
        assertThat(tally.get().markings()).hasSize(3).allMatch(Marking.Marked.class::isInstance);
        assertThat(tally.get().seen()).isEqualTo(3);
        assertThat(patched()).containsExactlyInAnyOrder("a", "b", "c");
    }

    @Test
    void aListThatIsUnderWayWhenTheDeliveryIsAnsweredIsNotTakenForEmpty() throws Exception {
        server.always(exchange -> await(hold));
        assertThat(announce(Clients.pods(client, 16, LONG), SHORT).get().unlisted())
                .containsExactly("can't list pods: deadline: the list has not ended yet");
    }

    @Test
    void aSearchThatComesToNothingEndsWithItsDelivery() throws Exception {
        server.always(json(500, "{\"message\":\"etcd is away\"}"));
        var fanOut = Clients.fanOut(client, new Limits(16, LONG, 1, 5_000, Duration.ofSeconds(1), false));
        assertThat(fanOut.answer(search(fanOut), within(LONG)).unlisted())
                .singleElement()
                .asString()
                .startsWith("can't list pods: ");
        assertThat(fanOut.waiting()).isZero();
    }

    /** So that deliveries don't pile up in memory while the API server is away. */
    @Test
    void noMoreSearchesBeginAgainAfterTheirAnswerThanTheLimit() throws Exception {
        server.always(json(500, "{\"message\":\"etcd is away\"}"));
        var fanOut = Clients.fanOut(client, new Limits(16, LONG, 1, 2 * WEIGHT - 1, AGE, false));
        var told = new ArrayList<String>();
        for (var i = 0; i < 3; i++) {
            var before = server.asked.size();
            var round = search(fanOut);
            await().until(() -> server.asked.size() > before + 1);
            told.addAll(fanOut.answer(round, within(Duration.ofMillis(1))).unlisted());
        }
        assertThat(told).hasSize(3);
        assertThat(told.getFirst()).startsWith("trying again: can't list pods: ");
        assertThat(told.subList(1, 3))
                .allMatch(why ->
                        why.startsWith("not tried again, since there is no room for more searches: can't list pods: "));
        await().until(() -> fanOut.waiting() == 1);
        await().during(Duration.ofMillis(300)).until(() -> fanOut.waiting() == 1);
        fanOut.drain(Duration.ZERO);
    }

    /** Each namespace in which a delivery still searches has a thread that waits. */
    @Test
    void aDeliveryThatStillSearchesManyNamespacesTakesMoreRoom() {
        var fanOut = Clients.fanOut(client, new Limits(16, LONG, 1, 2 * WEIGHT - 2, AGE, false));
        var audience = audience(1, push("main", 'a'));
        var round = fanOut.begin(audience, List.of("docs", "other"));
        var failure = new PodListing.Failure("can't list pods: a reason", PodListing.Kind.OTHER);
        assertThat(fanOut.searchesOn(round, "docs", failure, 0)).isTrue();
        assertThat(fanOut.answer(round, within(Duration.ofMillis(1))).unlisted())
                .containsExactly(
                        "not tried again, since there is no room for more searches: can't list pods: a reason",
                        "not tried again, since there is no room for more searches: can't list pods: deadline: the list has not"
                                + " ended yet");
        assertThat(fanOut.searchesOn(round, "docs", failure, 0)).isFalse();
        var other = fanOut.begin(audience, List.of("docs", "other"));
        fanOut.searched(other, "other", Optional.empty());
        assertThat(fanOut.searchesOn(other, "docs", failure, 0)).isTrue();
        assertThat(fanOut.answer(other, within(Duration.ofMillis(1))).unlisted())
                .containsExactly("trying again: can't list pods: a reason");
        assertThat(fanOut.searchesOn(other, "docs", failure, 0)).isTrue();
        fanOut.searched(other, "docs", Optional.empty());
    }

    /** A list that breaks off near its end each time leaves all their names to be kept in mind. */
    @Test
    void aSearchThatHasFoundManyTakesMoreRoom() throws Exception {
        server.always(exchange -> {
            if (exchange.getRequestMethod().equals("PATCH")) {
                json(200, "{}").to(exchange);
            } else if (String.valueOf(exchange.getRequestURI().getQuery()).contains("continue")) {
                json(503, "{}").to(exchange);
            } else {
                json(200, list("rest", "a", "b", "c", "d")).to(exchange);
            }
        });
        var fanOut = Clients.fanOut(client, new Limits(16, LONG, 50, WEIGHT, AGE, false));
        var round = search(fanOut);
        await().until(() -> patched().size() == 4 && lists() > 1);
        assertThat(fanOut.answer(round, within(Duration.ofMillis(1))).unlisted())
                .singleElement()
                .asString()
                .startsWith("not tried again, since there is no room for more searches: can't list pods: ");
        await().until(() -> fanOut.waiting() == 0);
        assertThat(patched()).containsExactlyInAnyOrder("a", "b", "c", "d");
    }

    @ParameterizedTest
    @CsvSource({"PT3S, PT6S", "PT20S, PT30S", "PT30S, PT30S", "PT45S, PT45S"})
    void aListThatIsLateGetsTwiceTheTimeUpToHalfAMinuteAndNeverLess(Duration patience, Duration more) {
        assertThat(Search.more(patience)).isEqualTo(more);
    }

    @Test
    void aReceiverThatEndsSearchesForAsLongAsItMay() throws Exception {
        server.always(json(500, "{}"));
        var pods = Clients.pods(client, 16, SHORT);
        announce(pods, SHORT).get();
        assertThat(pods.drain(SHORT)).isOne();
        await().until(() -> pods.waiting() == 0);
    }

    /** A search of its own, as a delivery begins it. */
    private Round search(FanOut fanOut) {
        var audience = audience(1, push("main", 'a'));
        var round = fanOut.begin(audience, List.of("docs"));
        deliveries.execute(new Search("docs", audience, Clients.lists(client), fanOut, round, SHORT));
        return round;
    }

    private Future<Tally> announce(Fabric8Pods pods, Duration budget) {
        return deliveries.submit(() -> pods.announce(audience(1, push("main", 'a')), within(budget)));
    }

    private static ScriptedApiServer.Reply answer(String... pods) {
        return exchange -> json(200, exchange.getRequestMethod().equals("PATCH") ? "{}" : list("", pods))
                .to(exchange);
    }

    /** How many lists have begun. */
    private long lists() {
        return List.copyOf(server.asked).stream()
                .filter(asked -> asked.method().equals("GET") && !asked.query().contains("continue"))
                .count();
    }

    private List<String> patched() {
        return List.copyOf(server.asked).stream()
                .filter(asked -> asked.method().equals("PATCH"))
                .map(asked -> asked.path().replaceAll(".*/", ""))
                .toList();
    }
}
