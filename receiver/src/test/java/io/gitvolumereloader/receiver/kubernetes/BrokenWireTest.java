package io.gitvolumereloader.receiver.kubernetes;

import static io.gitvolumereloader.receiver.kubernetes.Clients.push;
import static io.gitvolumereloader.receiver.kubernetes.Clients.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.gitvolumereloader.receiver.hook.Marking;
import io.gitvolumereloader.receiver.hook.Notice;
import io.gitvolumereloader.receiver.hook.PushAnnotation;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A fan-out to a thousand pods over connections that really break. */
class BrokenWireTest {
    private static final int PODS = 1000;
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final PushAnnotation PUSH = push("main", 'a');

    private final ExecutorService deliveries = Executors.newVirtualThreadPerTaskExecutor();
    private final PodServer server = new PodServer(PODS);
    private final FaultyWire wire = new FaultyWire(server.port());
    private final KubernetesClient client = Clients.of(wire.url());
    private final FanOut fanOut = Clients.fanOut(client, 16, Duration.ofSeconds(1));

    BrokenWireTest() throws IOException {}

    @AfterEach
    void stop() throws IOException {
        fanOut.drain(Duration.ZERO);
        deliveries.close();
        client.close();
        wire.close();
        server.close();
    }

    @Test
    void aRestartOfTheApiServerInTheMiddleOfAFanOutHeals() throws Exception {
        wire.delay();
        var notices = notices(client, PUSH);
        var answer = mark(fanOut, 1, notices, Duration.ofSeconds(1));
        await().until(() -> server.patches.get() > 100);
        wire.cut();
        var told = answer.get();
        assertThat(told).hasSize(PODS).noneMatch(Marking.Unreached.class::isInstance);
        assertThat(told).anyMatch(Marking.Marked.class::isInstance).anyMatch(Marking.Continuing.class::isInstance);
        wire.mend();
        assertThat(fanOut.drain(LONG)).isZero();
        assertThat(server.pushes()).hasSize(PODS).containsValue(PUSH.value());
        assertThat(server.pushes().values()).containsOnly(PUSH.value());
    }

    @Test
    void aDeliveryDuringARestartOfTheApiServerFindsItsPodsAfterIt() throws Exception {
        wire.cut();
        var pods = Clients.pods(client, 16, Duration.ofSeconds(1));
        var tally = pods.announce(Clients.audience(1, PUSH), within(Duration.ofMillis(300)));
        assertThat(tally.unlisted()).singleElement().asString().contains("no connection to the API server");
        wire.mend();
        assertThat(pods.drain(LONG)).isZero();
        assertThat(server.pushes()).hasSize(PODS);
        assertThat(server.pushes().values()).containsOnly(PUSH.value());
    }

    @Test
    void aConnectionThatFallsSilentCostsItsOwnPodsTimeOnly() throws Exception {
        var notices = notices(client, PUSH);
        wire.cut(); // so that none of the connections that are open already is used
        wire.mend();
        wire.silence(1);
        var told = mark(fanOut, 1, notices, LONG).get();
        assertThat(told).hasSize(PODS).allMatch(Marking.Marked.class::isInstance);
        assertThat(server.patches).hasValueBetween(PODS, PODS + 16);
        assertThat(server.pushes()).hasSize(PODS);
    }

    @Test
    void twoReceiversAtOnceLeaveNobodyOut() throws Exception {
        try (var otherClient = Clients.of(wire.url())) {
            var other = Clients.fanOut(otherClient, 16, Duration.ofSeconds(5));
            var newer = push("main", 'b');
            var one = mark(fanOut, 1, notices(client, PUSH), LONG);
            var two = mark(other, 1, notices(otherClient, newer), LONG);
            assertThat(one.get()).hasSize(PODS).allMatch(Marking.Marked.class::isInstance);
            assertThat(two.get()).hasSize(PODS).allMatch(Marking.Marked.class::isInstance);
            assertThat(server.pushes()).hasSize(PODS);
            assertThat(server.pushes().values()).containsAnyOf(PUSH.value(), newer.value());
            // Whichever of the two a pod carries: the same push again changes nothing where it is known.
            var known = server.pushes().values().stream()
                    .filter(newer.value()::equals)
                    .count();
            assertThat(mark(other, 2, notices(otherClient, newer), LONG).get())
                    .filteredOn(Marking.Unchanged.class::isInstance)
                    .hasSize((int) known);
            assertThat(server.pushes().values()).containsOnly(newer.value());
        }
    }

    private Future<List<Marking>> mark(FanOut fanOut, long arrival, List<Notice> notices, Duration budget) {
        return deliveries.submit(() -> Clients.mark(fanOut, arrival, notices, within(budget)));
    }

    /** A notice for each pod that is found. */
    private static List<Notice> notices(KubernetesClient client, PushAnnotation push) {
        return Clients.lists(client).followers("docs", _ -> true, within(LONG)).followers().stream()
                .map(follower -> new Notice(follower, push))
                .toList();
    }
}
