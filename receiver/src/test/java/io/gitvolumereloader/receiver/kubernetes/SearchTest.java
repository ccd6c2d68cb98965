package io.gitvolumereloader.receiver.kubernetes;

import static io.gitvolumereloader.receiver.kubernetes.Clients.audience;
import static io.gitvolumereloader.receiver.kubernetes.Clients.push;
import static io.gitvolumereloader.receiver.kubernetes.Clients.within;
import static io.gitvolumereloader.receiver.kubernetes.ScriptedApiServer.await;
import static io.gitvolumereloader.receiver.kubernetes.ScriptedApiServer.json;
import static io.gitvolumereloader.receiver.kubernetes.ScriptedApiServer.list;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.gitvolumereloader.receiver.hook.Marking;
import io.gitvolumereloader.receiver.hook.Tally;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Pods are searched for until they are found, and marked as they are. */
class SearchTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(400);
    private static final Duration AGE = Duration.ofMinutes(5);

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
    void aListThatFailsIsRepeatedAfterTheAnswer() throws Exception {
        broken.set(true);
        server.always(exchange ->
                (broken.get() ? json(500, "{\"message\":\"etcd is away\"}") : answer("a", "b")).to(exchange));
        var pods = Clients.pods(client, 16, SHORT);
        var tally = announce(pods, SHORT).get();
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
        var pods = Clients.pods(client, 16, SHORT);
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
        var fanOut = Clients.fanOut(client, new Limits(16, 16, LONG, 1, Duration.ofSeconds(1)));
        assertThat(search(fanOut, new Semaphore(1)).get().unlisted())
                .singleElement()
                .asString()
                .startsWith("can't list pods: ");
        assertThat(fanOut.waiting()).isZero();
    }

    /** So that deliveries don't pile up in memory while the API server is away. */
    @Test
    void noMoreSearchesBeginAgainThanTheLimit() throws Exception {
        server.always(json(500, "{\"message\":\"etcd is away\"}"));
        var fanOut = Clients.fanOut(client, new Limits(16, 16, LONG, 1, AGE));
        assertThat(search(fanOut, new Semaphore(0)).get().unlisted())
                .containsExactly("can't list pods: the API server answered 500: etcd is away");
        assertThat(fanOut.waiting()).isZero();
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
    private Future<Tally> search(FanOut fanOut, Semaphore again) {
        var audience = audience(1, push("main", 'a'));
        var round = fanOut.begin(audience, List.of("docs"));
        var search = new Search("docs", audience, Clients.lists(client), fanOut, round, SHORT, again);
        deliveries.execute(search);
        return deliveries.submit(() -> fanOut.answer(round, within(LONG)));
    }

    private Future<Tally> announce(Fabric8Pods pods, Duration budget) {
        return deliveries.submit(() -> pods.announce(audience(1, push("main", 'a')), within(budget)));
    }

    private static ScriptedApiServer.Reply answer(String... pods) {
        return exchange -> json(200, exchange.getRequestMethod().equals("PATCH") ? "{}" : list("", pods))
                .to(exchange);
    }

    private List<String> patched() {
        return List.copyOf(server.asked).stream()
                .filter(asked -> asked.method().equals("PATCH"))
                .map(asked -> asked.path().replaceAll(".*/", ""))
                .toList();
    }
}
