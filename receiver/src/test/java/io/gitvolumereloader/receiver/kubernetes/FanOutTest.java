package io.gitvolumereloader.receiver.kubernetes;

import static io.gitvolumereloader.receiver.kubernetes.Clients.follower;
import static io.gitvolumereloader.receiver.kubernetes.Clients.notices;
import static io.gitvolumereloader.receiver.kubernetes.Clients.push;
import static io.gitvolumereloader.receiver.kubernetes.Clients.within;
import static io.gitvolumereloader.receiver.kubernetes.ScriptedApiServer.await;
import static io.gitvolumereloader.receiver.kubernetes.ScriptedApiServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.gitvolumereloader.receiver.hook.Follower;
import io.gitvolumereloader.receiver.hook.Marking;
import io.gitvolumereloader.receiver.hook.PushAnnotation;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whose pod is marked when, and which of two pushes wins. */
class FanOutTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration NONE = Duration.ofMillis(1);
    private static final PushAnnotation OLD = push("main", 'a');
    private static final PushAnnotation NEW = push("main", 'b');

    /** Whatever happens, and not again. */
    private static final ScriptedApiServer.Reply REFUSED = json(422, "{}");

    /** How the answer to a write can come to nothing although it was done. */
    enum Lost {
        CUT,
        FAILED,
        SILENT
    }

    private final ExecutorService deliveries = Executors.newVirtualThreadPerTaskExecutor();
    private final List<FanOut> all = new ArrayList<>();
    private final CountDownLatch hold = new CountDownLatch(1);
    private final ScriptedApiServer server;
    private final KubernetesClient client;

    FanOutTest() throws IOException {
        server = new ScriptedApiServer();
        client = Clients.of(server.url());
    }

    @AfterEach
    void stop() {
        hold.countDown();
        deliveries.close();
        all.forEach(fanOut -> fanOut.drain(Duration.ZERO));
        client.close();
        server.close();
    }

    @Test
    void aDeliveryWithOnePodDoesNotWaitForOneWithThousands() throws Exception {
        server.next(held());
        server.always(json(200, "{}"));
        var fanOut = fanOut(1, 50_000, Duration.ofMinutes(5));
        var many = IntStream.range(0, 5000).mapToObj(i -> follower("many-" + i)).toArray(Follower[]::new);
        var thousands = mark(fanOut, 1, OLD, LONG, many);
        await().until(() -> server.asked.size() == 1);
        var small = mark(fanOut, 2, OLD, LONG, follower("one-a"), follower("one-b"));
        await().until(() -> fanOut.waiting() == 5002);
        var other = mark(fanOut, 3, OLD, LONG, follower("other"));
        await().until(() -> fanOut.waiting() == 5003);
        hold.countDown();
        assertThat(small.get()).allMatch(Marking.Marked.class::isInstance);
        assertThat(other.get()).allMatch(Marking.Marked.class::isInstance);
        assertThat(pods()).startsWith("many-0", "many-1", "one-a", "other", "many-2", "one-b");
        assertThat(thousands.get()).hasSize(5000).allMatch(Marking.Marked.class::isInstance);
    }

    @Test
    void ofWhatWaitsForOnePodTheNewestIsWritten() throws Exception {
        server.next(held());
        server.always(json(200, "{}"));
        var fanOut = fanOut(1, 50_000, Duration.ofMinutes(5));
        var blocker = mark(fanOut, 1, OLD, LONG, follower("blocker"));
        await().until(() -> server.asked.size() == 1);
        var old = mark(fanOut, 2, OLD, LONG, follower("a"));
        await().until(() -> fanOut.waiting() == 2);
        var newer = mark(fanOut, 3, NEW, LONG, follower("a"));
        assertThat(old.get()).containsExactly(new Marking.Overtaken(follower("a")));
        hold.countDown();
        assertThat(newer.get()).containsExactly(new Marking.Marked(follower("a")));
        blocker.get();
        assertThat(pods()).containsExactly("blocker", "a");
        assertThat(server.asked.getLast().body()).contains("b".repeat(40));
    }

    @Test
    void twoWritesOfOneAnnotationAreNeverUnderWayTogether() throws Exception {
        server.next(held());
        server.always(json(200, "{}"));
        var fanOut = fanOut(16, 50_000, Duration.ofMinutes(5));
        var old = mark(fanOut, 1, OLD, LONG, follower("a"));
        await().until(() -> server.asked.size() == 1);
        var newer = mark(fanOut, 2, NEW, LONG, follower("a"));
        var other = mark(fanOut, 3, NEW, LONG, follower("b"));
        other.get();
        assertThat(pods()).containsExactly("a", "b");
        hold.countDown();
        assertThat(old.get()).containsExactly(new Marking.Marked(follower("a")));
        assertThat(newer.get()).containsExactly(new Marking.Marked(follower("a")));
        assertThat(pods()).containsExactly("a", "b", "a");
        assertThat(server.asked.getLast().body()).contains("b".repeat(40));
    }

    @Test
    void aFailedWriteIsNotRepeatedAfterANewerOneHasCome() throws Exception {
        server.next(exchange -> {
            await(hold);
            json(500, "{}").to(exchange);
        });
        server.always(json(200, "{}"));
        var fanOut = fanOut(16, 50_000, Duration.ofMinutes(5));
        var old = mark(fanOut, 1, OLD, LONG, follower("a"));
        await().until(() -> server.asked.size() == 1);
        var newer = mark(fanOut, 2, NEW, LONG, follower("a"));
        await().until(() -> fanOut.writes() == 2);
        hold.countDown();
        assertThat(old.get()).containsExactly(new Marking.Overtaken(follower("a")));
        assertThat(newer.get()).containsExactly(new Marking.Marked(follower("a")));
        assertThat(server.asked).hasSize(2);
    }

    @Test
    void aPushThatFindsItsPodsLateDoesNotReplaceANewerOne() throws Exception {
        server.always(json(200, "{}"));
        var fanOut = fanOut(16, 50_000, Duration.ofMinutes(5));
        mark(fanOut, 2, NEW, LONG, follower("a")).get();
        assertThat(mark(fanOut, 1, OLD, LONG, follower("a")).get())
                .containsExactly(new Marking.Overtaken(follower("a")));
        assertThat(server.asked).hasSize(1);
    }

    /** A list from a cache may be older than what was written meanwhile. */
    @Test
    void whatWasWrittenAfterTheListIsNotTakenForKnown() throws Exception {
        server.always(json(200, "{}"));
        var fanOut = fanOut(16, 50_000, Duration.ofMinutes(5));
        mark(fanOut, 1, OLD, LONG, follower("a")).get();
        var listedBefore = carrying(NEW);
        assertThat(mark(fanOut, 2, NEW, LONG, listedBefore).get()).hasOnlyElementsOfType(Marking.Marked.class);
        assertThat(server.asked).hasSize(2);
        assertThat(mark(fanOut, 3, NEW, LONG, carrying(NEW)).get()).hasOnlyElementsOfType(Marking.Unchanged.class);
        assertThat(server.asked).hasSize(2);
    }

    @Test
    void whatAPodCarriedIsWrittenAllTheSameWhereAnotherWriteIsUnderWay() throws Exception {
        server.next(held());
        server.always(json(200, "{}"));
        var fanOut = fanOut(16, 50_000, Duration.ofMinutes(5));
        var old = mark(fanOut, 1, OLD, LONG, follower("a"));
        await().until(() -> server.asked.size() == 1);
        var newer = mark(fanOut, 2, NEW, LONG, carrying(NEW));
        await().until(() -> fanOut.writes() == 2);
        hold.countDown();
        assertThat(old.get()).hasOnlyElementsOfType(Marking.Marked.class);
        assertThat(newer.get()).hasOnlyElementsOfType(Marking.Marked.class);
        assertThat(server.asked.getLast().body()).contains("b".repeat(40));
    }

    @Test
    void whatWaitsIsGivenUpWhereThePodKnowsMeanwhile() throws Exception {
        server.next(held());
        server.always(json(200, "{}"));
        var fanOut = fanOut(1, 50_000, Duration.ofMinutes(5));
        var blocker = mark(fanOut, 1, OLD, LONG, follower("blocker"));
        await().until(() -> server.asked.size() == 1);
        var old = mark(fanOut, 2, OLD, LONG, follower("a"));
        await().until(() -> fanOut.waiting() == 2);
        assertThat(mark(fanOut, 3, NEW, LONG, carrying(NEW)).get()).hasOnlyElementsOfType(Marking.Unchanged.class);
        assertThat(old.get()).hasOnlyElementsOfType(Marking.Overtaken.class);
        hold.countDown();
        blocker.get();
        assertThat(fanOut.drain(LONG)).isZero();
        assertThat(pods()).containsExactly("blocker");
    }

    @Test
    void noMoreWaitThanTheLimit() throws Exception {
        server.next(held());
        server.always(json(200, "{}"));
        var fanOut = fanOut(1, 2, Duration.ofMinutes(5));
        var markings = mark(fanOut, 1, OLD, NONE, follower("a"), follower("b"), follower("c"))
                .get();
        assertThat(markings.subList(0, 2)).hasOnlyElementsOfType(Marking.Continuing.class);
        assertThat(markings.get(2))
                .isInstanceOfSatisfying(
                        Marking.Unreached.class,
                        unreached -> assertThat(unreached.reason()).contains("too many pods wait"));
        hold.countDown();
        assertThat(fanOut.drain(LONG)).isZero();
    }

    @Test
    void noneWaitsForLongerThanTheLimit() throws Exception {
        server.always(json(503, "{\"message\":\"starting\"}"));
        var fanOut = fanOut(1, 50_000, Duration.ofSeconds(1));
        assertThat(mark(fanOut, 1, OLD, LONG, follower("a")).get())
                .containsExactly(new Marking.Unreached(follower("a"), "the API server answered 503: starting"));
        assertThat(fanOut.waiting()).isZero();
    }

    @Test
    void drainingEndsInTimeAndSaysWhatIsLeft() throws Exception {
        server.always(held());
        var fanOut = fanOut(1, 50_000, Duration.ofMinutes(5));
        mark(fanOut, 1, OLD, NONE, follower("a"), follower("b")).get();
        assertThat(fanOut.drain(Duration.ofMillis(200))).isEqualTo(2);
    }

    @Test
    void whoComesAfterTheEndIsToldSo() throws Exception {
        var fanOut = fanOut(1, 50_000, Duration.ofMinutes(5));
        assertThat(fanOut.drain(LONG)).isZero();
        assertThat(mark(fanOut, 1, OLD, LONG, follower("a")).get())
                .containsExactly(new Marking.Unreached(follower("a"), "this replica of the receiver is ending"));
        assertThat(server.asked).isEmpty();
    }

    /** As admission webhooks do that nobody answers. */
    @Test
    void aNamespaceWhoseWritesHangLeavesPlacesToTheOthers() throws Exception {
        server.always(exchange -> {
            if (exchange.getRequestURI().getPath().contains("/hanging/")) {
                await(hold);
            }
            json(200, "{}").to(exchange);
        });
        var fanOut = fanOut(new Limits(4, LONG, 50_000, 0, Duration.ofMinutes(5), true));
        var hanging = mark(fanOut, 1, OLD, LONG, of("hanging", 10));
        await().until(() -> server.asked.size() == 3);
        assertThat(mark(fanOut, 2, OLD, LONG, of("docs", 10)).get()).allMatch(Marking.Marked.class::isInstance);
        assertThat(hanging.isDone()).isFalse();
        assertThat(server.asked).hasSize(13);
        hold.countDown();
        assertThat(hanging.get()).hasSize(10).allMatch(Marking.Marked.class::isInstance);
    }

    @Test
    void aNamespaceThatIsRefusedIsNotAskedForEachPodAndGoesOnWhenItIsNot() throws Exception {
        var refused = new AtomicBoolean(true);
        server.always(exchange -> {
            var message = "{\"message\":\"User \\\"x\\\" cannot patch resource \\\"pods\\\" in API group \\\"\\\"\"}";
            (refused.get() ? json(403, message) : json(200, "{}")).to(exchange);
        });
        var fanOut = fanOut(16, 50_000, Duration.ofMinutes(5));
        assertThat(mark(fanOut, 1, OLD, Duration.ofMillis(500), of("docs", 1000))
                        .get())
                .hasSize(1000)
                .allSatisfy(marking -> assertThat(marking)
                        .isInstanceOfSatisfying(
                                Marking.Unreached.class,
                                unreached -> assertThat(unreached.reason()).contains("403", "may not patch pods")));
        assertThat(server.asked).hasSizeLessThan(30);
        refused.set(false);
        assertThat(fanOut.drain(LONG)).isZero();
        assertThat(server.asked).hasSizeBetween(1001, 1050);
    }

    /** They go on as soon as one shows that the others may come. */
    @Test
    void ofANamespaceInWhichAWriteFailedOneIsTriedBeforeTheOthers() throws Exception {
        server.next(json(500, "{}"));
        server.next(json(500, "{}"));
        server.next(held());
        server.always(json(200, "{}"));
        var fanOut = fanOut(2, 50_000, Duration.ofMinutes(5));
        var all = mark(fanOut, 1, OLD, LONG, of("docs", 10));
        await().until(() -> server.asked.size() == 3);
        await().during(Duration.ofMillis(300)).until(() -> server.asked.size() == 3);
        hold.countDown();
        assertThat(all.get()).hasSize(10).allMatch(Marking.Marked.class::isInstance);
        assertThat(server.asked).hasSize(12);
    }

    @Test
    void whatANewerPushTakesThePlaceOfIsNotWrittenWhileItsNamespaceIsFullEither() throws Exception {
        for (var i = 0; i < 3; i++) {
            server.next(held());
        }
        server.always(json(200, "{}"));
        var fanOut = fanOut(new Limits(4, LONG, 50_000, 0, Duration.ofMinutes(5), true));
        var old = mark(fanOut, 1, OLD, LONG, of("docs", 6));
        await().until(() -> server.asked.size() == 3);
        var newer = mark(fanOut, 2, NEW, LONG, of("docs", 6));
        await().until(() -> fanOut.writes() == 9);
        hold.countDown();
        assertThat(old.get()).filteredOn(Marking.Overtaken.class::isInstance).hasSize(3);
        assertThat(newer.get()).allMatch(Marking.Marked.class::isInstance);
        assertThat(server.asked).hasSize(9);
    }

    /** A pod that failed once is not asked again and again while its neighbours succeed. */
    @Test
    void aPodThatFailsAloneHasPausesOfItsOwn() throws Exception {
        server.always(exchange -> {
            var bad = exchange.getRequestURI().getPath().endsWith("/pod-0");
            json(bad ? 500 : 200, "{}").to(exchange);
        });
        var fanOut = fanOut(16, 50_000, Duration.ofMinutes(5));
        var markings =
                mark(fanOut, 1, OLD, Duration.ofSeconds(1), of("docs", 500)).get();
        assertThat(markings.getFirst()).isInstanceOf(Marking.Continuing.class);
        assertThat(markings.subList(1, 500)).allMatch(Marking.Marked.class::isInstance);
        assertThat(pods().stream().filter("pod-0"::equals)).hasSizeLessThan(10);
    }

    /** The list comes from the API server's cache, and may be older than a write whose answer was lost. */
    @ParameterizedTest
    @EnumSource
    void aWriteThatMayHaveBeenDoneIsFollowedByTheNewerOneWhateverTheListSays(Lost lost) throws Exception {
        server.next(lost(lost));
        server.next(REFUSED);
        server.always(json(200, "{}"));
        var fanOut = fanOut(new Limits(16, Duration.ofSeconds(2), 50_000, 0, Duration.ofMinutes(5), false));
        assertThat(mark(fanOut, 1, OLD, LONG, follower("a")).get()).hasOnlyElementsOfType(Marking.Unreached.class);
        assertThat(server.asked).hasSize(2);
        assertThat(mark(fanOut, 2, NEW, LONG, carrying(NEW)).get()).hasOnlyElementsOfType(Marking.Marked.class);
        assertThat(server.asked).hasSize(3);
        assertThat(mark(fanOut, 3, NEW, LONG, carrying(NEW)).get()).hasOnlyElementsOfType(Marking.Unchanged.class);
        assertThat(server.asked).hasSize(3);
    }

    @Test
    void aWriteThatWasRefusedLeavesNoDoubt() throws Exception {
        server.next(json(401, "{}"));
        server.next(REFUSED);
        var fanOut = fanOut(16, 50_000, Duration.ofMinutes(5));
        assertThat(mark(fanOut, 1, OLD, LONG, follower("a")).get()).hasOnlyElementsOfType(Marking.Unreached.class);
        assertThat(mark(fanOut, 2, NEW, LONG, carrying(NEW)).get()).hasOnlyElementsOfType(Marking.Unchanged.class);
        assertThat(server.asked).hasSize(2);
    }

    /** It may find its pods later than the newer one. */
    @Test
    void anOlderPushThatThePodCarriedDoesNotReplaceANewerOneThatIsInDoubt() throws Exception {
        server.next(ScriptedApiServer.cut());
        server.next(REFUSED);
        var fanOut = fanOut(16, 50_000, Duration.ofMinutes(5));
        assertThat(mark(fanOut, 2, NEW, LONG, carrying(OLD)).get()).hasOnlyElementsOfType(Marking.Unreached.class);
        assertThat(mark(fanOut, 1, OLD, LONG, carrying(OLD)).get()).hasOnlyElementsOfType(Marking.Unchanged.class);
        assertThat(server.asked).hasSize(2);
    }

    @Test
    void aPauseOfAnHourStopsEverythingAndNothingIsGivenUp() throws Exception {
        server.next(json(429, "{}", "Retry-After", "3600"));
        server.always(json(200, "{}"));
        var fanOut = fanOut(1, 50_000, Duration.ofMinutes(5));
        assertThat(mark(fanOut, 1, OLD, Duration.ofSeconds(1), of("docs", 10)).get())
                .hasSize(10)
                .allMatch(Marking.Continuing.class::isInstance);
        assertThat(server.asked).hasSize(1);
    }

    @Test
    void aWebhookThatAsksForAPauseStopsItsOwnNamespaceOnly() throws Exception {
        server.always(exchange -> {
            if (exchange.getRequestURI().getPath().contains("/bad/")) {
                var message = "{\"message\":\"admission webhook \\\"w\\\" denied the request: later\"}";
                json(429, message, "Retry-After", "10").to(exchange);
            } else {
                json(200, "{}").to(exchange);
            }
        });
        var fanOut = fanOut(new Limits(4, LONG, 50_000, 0, Duration.ofMinutes(5), true));
        var bad = mark(fanOut, 1, OLD, Duration.ofSeconds(1), of("bad", 10));
        await().until(() -> !server.asked.isEmpty());
        assertThat(mark(fanOut, 2, OLD, LONG, of("docs", 100)).get()).allMatch(Marking.Marked.class::isInstance);
        assertThat(bad.get()).allMatch(Marking.Continuing.class::isInstance);
        assertThat(server.asked).hasSizeLessThan(120);
    }

    @Test
    void anOlderPushDoesNotReplaceANewerOneThatWasKnownAlready() throws Exception {
        server.always(json(200, "{}"));
        var fanOut = fanOut(16, 50_000, Duration.ofMinutes(5));
        assertThat(mark(fanOut, 2, NEW, LONG, carrying(NEW)).get()).hasOnlyElementsOfType(Marking.Unchanged.class);
        assertThat(mark(fanOut, 1, OLD, LONG, follower("a")).get()).hasOnlyElementsOfType(Marking.Overtaken.class);
        assertThat(server.asked).isEmpty();
    }

    @Test
    void aNamespaceLeavesRoomForOthersToWait() throws Exception {
        server.always(held());
        var fanOut = fanOut(new Limits(4, LONG, 100, 0, Duration.ofMinutes(5), true));
        var many = mark(fanOut, 1, OLD, NONE, of("many", 200)).get();
        assertThat(many).filteredOn(Marking.Continuing.class::isInstance).hasSize(75);
        assertThat(mark(fanOut, 2, OLD, NONE, of("docs", 20)).get()).allMatch(Marking.Continuing.class::isInstance);
    }

    @Test
    void ofTwoPausesThatTheApiServerAsksForTheLongerCounts() throws Exception {
        server.next(exchange -> {
            await(hold);
            json(429, "{}", "Retry-After", "1").to(exchange);
        });
        server.next(exchange -> {
            await(hold);
            json(429, "{}", "Retry-After", "3").to(exchange);
        });
        server.always(json(200, "{}"));
        var fanOut = fanOut(2, 50_000, Duration.ofMinutes(5));
        var all = mark(fanOut, 1, OLD, LONG, of("docs", 2));
        await().until(() -> server.asked.size() == 2);
        var begin = System.nanoTime();
        hold.countDown();
        assertThat(all.get()).allMatch(Marking.Marked.class::isInstance);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofSeconds(3));
    }

    private static Follower[] of(String namespace, int pods) {
        return IntStream.range(0, pods)
                .mapToObj(i -> follower("pod-" + i))
                .map(pod -> new Follower(namespace, pod.pod(), "", pod.repository(), pod.ref(), null))
                .toArray(Follower[]::new);
    }

    private ScriptedApiServer.Reply held() {
        return exchange -> {
            await(hold);
            json(200, "{}").to(exchange);
        };
    }

    /** A pod that carried {@code push} when it was listed. */
    private static Follower carrying(PushAnnotation push) {
        var pod = follower("a");
        return new Follower(pod.namespace(), pod.pod(), pod.name(), pod.repository(), pod.ref(), push.value());
    }

    private ScriptedApiServer.Reply lost(Lost lost) {
        return switch (lost) {
            case CUT -> ScriptedApiServer.cut();
            case FAILED -> json(504, "{}");
            case SILENT -> held();
        };
    }

    /** The names of the pods that were patched so far, in order. */
    private List<String> pods() {
        return List.copyOf(server.asked).stream()
                .map(asked -> asked.path().replaceAll(".*/", ""))
                .toList();
    }

    private FanOut fanOut(int inFlight, int backlog, Duration age) {
        return fanOut(new Limits(inFlight, LONG, backlog, 0, age, false));
    }

    private FanOut fanOut(Limits limits) {
        var fanOut = Clients.fanOut(client, limits);
        all.add(fanOut);
        return fanOut;
    }

    private Future<List<Marking>> mark(
            FanOut fanOut, long arrival, PushAnnotation push, Duration budget, Follower... followers) {
        return deliveries.submit(() -> Clients.mark(fanOut, arrival, notices(push, followers), within(budget)));
    }
}
