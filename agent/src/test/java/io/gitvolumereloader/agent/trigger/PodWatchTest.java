package io.gitvolumereloader.agent.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.gitvolumereloader.agent.ContractVectors;
import io.gitvolumereloader.agent.sync.Announcement;
import io.gitvolumereloader.agent.sync.Mailbox;
import io.gitvolumereloader.agent.sync.Request;
import io.gitvolumereloader.agent.testing.BadLine;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PodWatchTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final PodKeys KEYS = PodKeys.of("");

    private final ApiServer api = new ApiServer();
    private final KubernetesClient client = api.client();
    private final Mailbox mailbox = new Mailbox();
    private final List<Announcement> announced = new CopyOnWriteArrayList<>();
    private final PodWatch watch = new PodWatch(
            ApiServer.POD,
            new PushNews(ApiServer.POD, KEYS, mailbox, announced::add),
            new Sight(Clock.systemUTC(), System::nanoTime),
            WatchSettings.of(Duration.ofMinutes(1), Duration.ofMillis(100)),
            new Random(7));

    @AfterEach
    void end() {
        watch.close();
        client.close();
        api.close();
    }

    @Test
    void asksForASyncWhenThePushAnnotationChanges() throws InterruptedException {
        api.createPod(Map.of(KEYS.repository(), "https://git.example/docs"));
        watch.start(client);

        api.annotate(KEYS.push(), push("1"));

        assertThat(mailbox.take(PATIENCE))
                .hasValueSatisfying(request -> assertThat(request.expected()).isEqualTo(announced.getFirst()));
        assertThat(announced.getFirst().delivery()).isEqualTo("github/1");
    }

    @Test
    void seesAPushThatWasAnnouncedBeforeItStarted() throws InterruptedException {
        api.createPod(Map.of(KEYS.push(), push("1")));
        watch.start(client);

        assertThat(mailbox.take(PATIENCE)).isPresent();
    }

    @Test
    void ignoresOtherAnnotationsAndTheSameValueAgain() throws InterruptedException {
        api.createPod(Map.of(KEYS.push(), push("1")));
        watch.start(client);
        assertThat(mailbox.take(PATIENCE)).isPresent();

        api.annotate("example.org/other", "changed");
        api.annotate(KEYS.push(), push("1"));
        api.annotate(PodKeys.of("theme").push(), push("2"));
        api.annotate(KEYS.push(), push("3"));

        assertThat(mailbox.take(PATIENCE)).isPresent();
        assertThat(announced).extracting(Announcement::delivery).containsExactly("github/1", "github/3");
    }

    @Test
    void looksAtTheRemoteWhenTheValueIsNotJson() throws InterruptedException {
        api.createPod(Map.of());
        watch.start(client);

        api.annotate(KEYS.push(), "now!");

        assertThat(mailbox.take(PATIENCE)).hasValue(new Request.Poked());
        assertThat(announced).isEmpty();
    }

    @Test
    void survivesARestartOfTheApiServer() {
        api.createPod(Map.of(KEYS.push(), push("1")));
        watch.start(client);
        await().atMost(PATIENCE).until(() -> announced.size() == 1);

        api.restart();
        api.annotate(KEYS.push(), push("2"));

        await().atMost(PATIENCE).until(() -> announced.size() == 2);
    }

    @Test
    void survivesALineThatBreaks() {
        api.createPod(Map.of(KEYS.push(), push("1")));
        try (var line = new BadLine(api.port());
                var behind = api.client(line.port())) {
            watch.start(behind);
            await().atMost(PATIENCE).until(() -> announced.size() == 1);

            line.cut();
            api.annotate(KEYS.push(), push("2"));
            await().atMost(PATIENCE).until(() -> announced.size() == 2);

            line.end();
            api.annotate(KEYS.push(), push("3"));
            await().atMost(PATIENCE).until(() -> announced.size() == 3);
        }
    }

    @Test
    void waitsForAnApiServerThatIsNotThere() {
        api.createPod(Map.of(KEYS.push(), push("1")));
        var port = api.client();
        api.close();
        watch.start(port);

        api.restart();

        await().atMost(PATIENCE).until(() -> announced.size() == 1);
        port.close();
    }

    private static String push(String delivery) {
        var value = ContractVectors.get("pushes").required(0).required("value").textValue();
        return value.replace("github/72d3162e-cc78-11e3-81ab-4c9367dc0958", "github/" + delivery);
    }
}
