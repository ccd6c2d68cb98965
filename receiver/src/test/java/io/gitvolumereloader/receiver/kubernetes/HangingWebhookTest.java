package io.gitvolumereloader.receiver.kubernetes;

import static io.gitvolumereloader.receiver.kubernetes.Clients.follower;
import static io.gitvolumereloader.receiver.kubernetes.Clients.notices;
import static io.gitvolumereloader.receiver.kubernetes.Clients.push;
import static io.gitvolumereloader.receiver.kubernetes.Clients.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfigurationBuilder;
import io.gitvolumereloader.receiver.hook.Contract;
import io.gitvolumereloader.receiver.hook.Marking;
import io.gitvolumereloader.receiver.hook.PushAnnotation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An admission webhook that takes connections and never answers. */
@Tag("api-server")
class HangingWebhookTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    /** After seven eighths of it the API server gives up. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final PushAnnotation OLD = push("main", 'a');
    private static final PushAnnotation NEW = push("main", 'b');

    private final RealApiServer server = new RealApiServer();
    private final ServerSocket webhook = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

    HangingWebhookTest() throws IOException {}

    @BeforeEach
    void start() {
        server.create(new PodBuilder()
                .withNewMetadata()
                .withNamespace("docs")
                .withName("a")
                .withLabels(Map.of(Contract.LABEL, "true"))
                .endMetadata());
        server.client().resource(configuration()).create();
    }

    @AfterEach
    void stop() throws IOException {
        server.client().resource(configuration()).delete();
        server.close();
        webhook.close();
    }

    @Test
    void theApiServerGivesUpBeforeWeDoAndTheNewerPushIsWrittenWhenTheWebhookIsGone() throws IOException {
        var fanOut = Clients.fanOut(server.client(), 16, PATIENCE);
        var arrivals = new AtomicLong();
        // The API server hears of the webhook a moment later, by a watch of its own.
        await().atMost(LONG)
                .until(
                        () -> mark(fanOut, arrivals.incrementAndGet(), OLD, PATIENCE.multipliedBy(2)),
                        marking -> marking instanceof Marking.Continuing(var _, var reason)
                                && reason.contains("the API server answered 504"));
        server.client().resource(configuration()).delete();
        assertThat(mark(fanOut, arrivals.incrementAndGet(), NEW, LONG)).isInstanceOf(Marking.Marked.class);
        assertThat(fanOut.drain(LONG)).isZero();
        webhook.close(); // which lets go on whatever still hangs there
        await().during(Duration.ofSeconds(1)).until(() -> NEW.value().equals(annotation()));
    }

    private @Nullable String annotation() {
        return server.client()
                .pods()
                .inNamespace("docs")
                .withName("a")
                .get()
                .getMetadata()
                .getAnnotations()
                .get(Contract.pushKey(""));
    }

    private static Marking mark(FanOut fanOut, long arrival, PushAnnotation push, Duration budget) {
        return Clients.mark(fanOut, arrival, notices(push, follower("a")), within(budget))
                .getFirst();
    }

    private ValidatingWebhookConfiguration configuration() {
        return new ValidatingWebhookConfigurationBuilder()
                .withNewMetadata()
                .withName("hanging")
                .endMetadata()
                .addNewWebhook()
                .withName("hanging.example.org")
                .withAdmissionReviewVersions("v1")
                .withSideEffects("None")
                .withFailurePolicy("Ignore")
                .withTimeoutSeconds(20)
                .withNewClientConfig()
                .withUrl("https://127.0.0.1:" + webhook.getLocalPort() + "/")
                .endClientConfig()
                .addNewRule()
                .withApiGroups("")
                .withApiVersions("v1")
                .withOperations("UPDATE")
                .withResources("pods")
                .endRule()
                .endWebhook()
                .build();
    }
}
