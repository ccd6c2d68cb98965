package io.gitvolumereloader.receiver.kubernetes;

import static io.gitvolumereloader.receiver.kubernetes.Clients.within;
import static io.gitvolumereloader.receiver.kubernetes.ScriptedApiServer.await;
import static io.gitvolumereloader.receiver.kubernetes.ScriptedApiServer.json;
import static io.gitvolumereloader.receiver.kubernetes.ScriptedApiServer.list;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.gitvolumereloader.receiver.hook.Follower;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Deliveries that wait at the same time share a list that starts after the last of them has come. */
class PodListsTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(300);

    private final ExecutorService deliveries = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch hold = new CountDownLatch(1);
    private final ScriptedApiServer server;
    private final KubernetesClient client;
    private final PodLists lists;

    PodListsTest() throws IOException {
        server = new ScriptedApiServer();
        client = Clients.of(server.url());
        lists = Clients.lists(client);
    }

    @AfterEach
    void stop() {
        hold.countDown();
        deliveries.close();
        client.close();
        server.close();
    }

    @Test
    void aHundredDeliveriesAtOnceCostTwoLists() throws Exception {
        server.next(held(list("", "old")));
        server.always(json(200, list("", "old", "new")));
        var first = delivery(LONG, _ -> true);
        await().until(() -> server.asked.size() == 1);
        var others = IntStream.range(0, 99)
                .mapToObj(i ->
                        delivery(LONG, follower -> i % 2 == 0 || follower.pod().equals("new")))
                .toList();
        await().until(() -> lists.waiting("docs") == 99);
        hold.countDown();
        assertThat(first.get().followers()).extracting(Follower::pod).containsExactly("old");
        for (var i = 0; i < others.size(); i++) {
            assertThat(others.get(i).get().followers())
                    .extracting(Follower::pod)
                    .containsExactly(i % 2 == 0 ? new String[] {"old", "new"} : new String[] {"new"});
            assertThat(others.get(i).get().seen()).isEqualTo(2);
        }
        assertThat(server.asked).hasSize(2);
    }

    @Test
    void aBurstOfAnyOrderCostsAtMostTwoListsAtATime() throws Exception {
        var busiest = new Busiest();
        server.always(exchange -> {
            busiest.enter();
            try {
                json(200, list("", "a")).to(exchange);
            } finally {
                busiest.leave();
            }
        });
        var all =
                IntStream.range(0, 300).mapToObj(_ -> delivery(LONG, _ -> true)).toList();
        for (var one : all) {
            assertThat(one.get().followers()).hasSize(1);
        }
        assertThat(busiest.most()).isLessThanOrEqualTo(2);
        assertThat(server.asked).hasSizeLessThan(150);
    }

    @Test
    void oneWhoseDeadlinePassesLeavesTheOthersAlone() throws Exception {
        server.always(held(list("", "a")));
        var patient = delivery(LONG, _ -> true);
        await().until(() -> server.asked.size() == 1);
        var impatient = delivery(SHORT, _ -> true);
        assertThat(Clients.why(impatient.get())).contains("deadline");
        hold.countDown();
        assertThat(patient.get().followers()).hasSize(1);
    }

    @Test
    void aStuckListDoesNotKeepTheNextFromStarting() throws Exception {
        server.next(held("{}"));
        server.always(json(200, list("", "a")));
        var stuck = delivery(LONG, _ -> true);
        await().until(() -> server.asked.size() == 1);
        assertThat(delivery(Duration.ofSeconds(2), _ -> true).get().followers()).hasSize(1);
        assertThat(stuck.isDone()).isFalse();
    }

    @Test
    void aFailingListFailsOnlyThoseWhoShareIt() throws Exception {
        server.next(exchange -> {
            await(hold);
            json(403, "{\"message\":\"no\"}").to(exchange);
        });
        server.always(json(200, list("", "a")));
        var unlucky = delivery(LONG, _ -> true);
        await().until(() -> server.asked.size() == 1);
        var lucky = delivery(LONG, _ -> true);
        hold.countDown();
        assertThat(unlucky.get().failure()).isPresent();
        assertThat(lucky.get().failure()).isEmpty();
        assertThat(lucky.get().followers()).hasSize(1);
    }

    /** A secret of one team does not wait for the list of another's namespace. */
    @Test
    void namespacesDoNotWaitForEachOther() throws Exception {
        server.always(exchange -> {
            if (exchange.getRequestURI().getPath().contains("/slow/")) {
                await(hold);
            }
            json(200, list("", "a")).to(exchange);
        });
        var slow = deliveries.submit(() -> lists.followers("slow", _ -> true, within(LONG)));
        await().until(() -> server.asked.size() == 1);
        assertThat(delivery(LONG, _ -> true).get().followers()).hasSize(1);
        assertThat(slow.isDone()).isFalse();
    }

    @Test
    void whatIsWrongWithAnnotationsIsToldToOneOfThoseWhoShare() throws Exception {
        server.next(held(list("")));
        server.always(json(200, list("", "a").replace("https://github.com/o/docs", "nonsense")));
        var first = delivery(LONG, _ -> true);
        await().until(() -> server.asked.size() == 1);
        var others = List.of(delivery(LONG, _ -> true), delivery(LONG, _ -> true));
        await().until(() -> lists.waiting("docs") == 2);
        hold.countDown();
        first.get();
        var told = 0;
        for (var other : others) {
            told += other.get().oddities().size();
        }
        assertThat(told).isOne();
    }

    /** Whoever comes, all wait for one list after the pause that the API server asks for. */
    @Test
    void afterAFailureAllListsOfANamespaceHaveOneRhythm() throws Exception {
        server.always(json(429, "{\"message\":\"later\"}", "Retry-After", "2"));
        assertThat(Clients.why(delivery(LONG, _ -> true).get())).contains("429: later");
        server.always(json(200, list("", "a")));
        var begin = System.nanoTime();
        var all =
                IntStream.range(0, 100).mapToObj(_ -> delivery(LONG, _ -> true)).toList();
        await().until(() -> lists.waiting("docs") == 100);
        assertThat(lists.trouble("docs"))
                .get()
                .extracting(PodListing.Failure::reason)
                .asString()
                .contains("429: later");
        for (var one : all) {
            assertThat(one.get().followers()).hasSize(1);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofSeconds(1));
        assertThat(server.asked).hasSize(2);
        assertThat(lists.trouble("docs")).isEmpty();
    }

    @Test
    void listsThatFailAgainAndAgainHavePauses() throws Exception {
        server.always(json(500, "{}"));
        var end = within(Duration.ofSeconds(1));
        while (!end.remaining().isZero()) {
            lists.followers("docs", _ -> true, end);
        }
        assertThat(server.asked).hasSizeBetween(2, 8);
    }

    @Test
    void whereTwoListsAreStuckTheNextBeginsWhenOneOfThemEnds() throws Exception {
        server.next(held(list("", "a")));
        server.next(held(list("", "a")));
        server.always(json(200, list("", "a")));
        var stuck = delivery(LONG, _ -> true);
        await().until(() -> server.asked.size() == 1);
        var alsoStuck = delivery(Duration.ofSeconds(1), _ -> true);
        await().until(() -> server.asked.size() == 2);
        var third = delivery(Duration.ofSeconds(20), _ -> true);
        assertThat(Clients.why(alsoStuck.get())).contains("deadline");
        assertThat(third.get().followers()).hasSize(1);
        assertThat(stuck.isDone()).isFalse();
    }

    private ScriptedApiServer.Reply held(String body) {
        return exchange -> {
            await(hold);
            json(200, body).to(exchange);
        };
    }

    private Future<PodLists.Part> delivery(Duration budget, Predicate<Follower> wanted) {
        return deliveries.submit(() -> lists.followers("docs", wanted, within(budget)));
    }

    /** How many were inside at the same time. */
    private static final class Busiest {
        private int now;
        private int most;

        synchronized void enter() {
            now++;
            most = Math.max(most, now);
        }

        synchronized void leave() {
            now--;
        }

        synchronized int most() {
            return most;
        }
    }
}
