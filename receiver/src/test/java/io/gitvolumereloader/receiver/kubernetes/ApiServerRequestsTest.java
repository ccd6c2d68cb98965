package io.gitvolumereloader.receiver.kubernetes;

import static io.gitvolumereloader.receiver.kubernetes.Clients.follower;
import static io.gitvolumereloader.receiver.kubernetes.Clients.notices;
import static io.gitvolumereloader.receiver.kubernetes.Clients.within;
import static io.gitvolumereloader.receiver.kubernetes.ScriptedApiServer.await;
import static io.gitvolumereloader.receiver.kubernetes.ScriptedApiServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.gitvolumereloader.receiver.hook.Follower;
import io.gitvolumereloader.receiver.hook.Marking;
import io.gitvolumereloader.receiver.hook.PushAnnotation;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the receiver asks of the API server, and how many things at a time. */
class ApiServerRequestsTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final PushAnnotation PUSH = Clients.push("main", 'a');

    private final ScriptedApiServer server;
    private final KubernetesClient client;

    ApiServerRequestsTest() throws IOException {
        server = new ScriptedApiServer();
        client = Clients.of(server.url());
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    /** Vert.x quotes the header that it can't send. */
    @Test
    void aTokenThatCantBeSentIsNotQuoted() {
        var config = new ConfigBuilder(client.getConfiguration())
                .withOauthToken("hunter2\nhunter2")
                .build();
        try (var other = new KubernetesClientBuilder().withConfig(config).build()) {
            assertThat(Clients.why(Clients.lists(other).followers("docs", _ -> true, within(Duration.ofMillis(500)))))
                    .contains("a token has to be one line")
                    .doesNotContain("hunter2");
        }
        assertThat(server.asked).isEmpty();
    }

    @Test
    void asksForMetadataOfLivingLabelledPodsFromTheCacheWithTheClientsToken() {
        server.always(json(200, "{\"kind\":\"PartialObjectMetadataList\",\"items\":[]}"));
        Clients.lists(client).followers("docs", _ -> true, within(LONG));
        assertThat(server.asked).singleElement().satisfies(asked -> {
            assertThat(asked.method()).isEqualTo("GET");
            assertThat(asked.path()).isEqualTo("/api/v1/namespaces/docs/pods");
            assertThat(asked.query())
                    .isEqualTo(
                            "labelSelector=git-volume-reloader.io/enabled=true"
                                    + "&fieldSelector=status.phase!=Succeeded,status.phase!=Failed&limit=500&resourceVersion=0");
            assertThat(asked.accept()).startsWith("application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1");
            assertThat(asked.authorization()).isEqualTo("Bearer " + Clients.TOKEN);
        });
    }

    /** This is how a real API server says that nobody follows anything. */
    @Test
    void anEmptyListOfMetadataIsAList() {
        server.always(json(200, "{\"kind\":\"PartialObjectMetadataList\",\"items\":null}"));
        var census = Clients.lists(client).followers("docs", _ -> true, within(LONG));
        assertThat(census.followers()).isEmpty();
        assertThat(census.failure()).isEmpty();
    }

    @Test
    void patchesOneAnnotationAsOurFieldManager() {
        server.always(json(200, "{}"));
        mark(LONG, follower("a"));
        assertThat(server.asked).singleElement().satisfies(asked -> {
            assertThat(asked.method()).isEqualTo("PATCH");
            assertThat(asked.path()).isEqualTo("/api/v1/namespaces/docs/pods/a");
            assertThat(asked.query()).isEqualTo("fieldManager=git-volume-reloader&timeout=26250ms");
            assertThat(asked.type()).startsWith("application/merge-patch+json");
            assertThat(asked.accept()).startsWith("application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1");
            assertThat(asked.body())
                    .isEqualTo("{\"metadata\":{\"annotations\":{\"git-volume-reloader.io/push\":\""
                            + PUSH.value().replace("\"", "\\\"") + "\"}}}");
        });
    }

    @Test
    void podsThatAreAboutToEndAreSkipped() {
        server.always(json(200, """
                {"items":[
                  {"metadata":{"name":"ending","namespace":"docs","deletionTimestamp":"2026-11-20T07:30:00Z",
                    "annotations":{"git-volume-reloader.io/repository":"https://github.com/o/docs"}}},
                  {"metadata":{"name":"staying","namespace":"docs",
                    "annotations":{"git-volume-reloader.io/repository":"https://github.com/o/docs"}}}]}"""));
        assertThat(Clients.lists(client)
                        .followers("docs", _ -> true, within(LONG))
                        .followers())
                .extracting(Follower::pod)
                .containsExactly("staying");
    }

    /** A server that holds every answer back sees how many requests come without one. */
    @Test
    void sixteenPodsAreBeingMarkedAndNeverMore() {
        var present = new AtomicInteger();
        var open = new CountDownLatch(1);
        server.always(exchange -> {
            present.incrementAndGet();
            await(open);
            json(200, "{}").to(exchange);
        });
        var followers =
                IntStream.range(0, 48).mapToObj(i -> follower("pod-" + i)).toArray(Follower[]::new);
        var markings = CompletableFuture.supplyAsync(() -> mark(LONG, followers));
        Awaitility.await().untilAtomic(present, Matchers.equalTo(16));
        Awaitility.await().during(Duration.ofMillis(300)).until(() -> present.get() == 16);
        open.countDown();
        assertThat(markings.join()).hasSize(48).allMatch(Marking.Marked.class::isInstance);
    }

    private List<Marking> mark(Duration budget, Follower... followers) {
        return Clients.mark(Clients.fanOut(client), 1, notices(PUSH, followers), within(budget));
    }
}
