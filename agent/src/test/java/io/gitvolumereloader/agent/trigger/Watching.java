package io.gitvolumereloader.agent.trigger;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.gitvolumereloader.agent.ContractVectors;
import io.gitvolumereloader.agent.sync.Announcement;
import io.gitvolumereloader.agent.sync.Mailbox;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;

/** An agent's watch, from its client to its mailbox, with little patience. */
final class Watching implements AutoCloseable {
    static final PodKeys KEYS = PodKeys.of("");
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SOON = Duration.ofMillis(100);
    private static final Duration FIRST = Duration.ofSeconds(3);
    private static final WatchSettings PATIENT = new WatchSettings(LONG, SOON, LONG, FIRST, LONG);

    final Mailbox mailbox = new Mailbox();
    final List<Announcement> announced = new CopyOnWriteArrayList<>();
    final Sight sight = new Sight(Clock.systemUTC(), System::nanoTime);
    private final KubernetesClient client;
    private final PodWatch watch;

    private Watching(Config config, OwnPod pod, WatchSettings settings) {
        this.client = new KubernetesClientBuilder().withConfig(config).build();
        var news = new PushNews(pod, KEYS, mailbox, announced::add);
        this.watch = new PodWatch(pod, news, sight, settings, new Random(7));
        watch.start(client);
    }

    /** One that waits long for signs of life. */
    static Watching at(int port) {
        return with(port, PATIENT);
    }

    /** One that counts a connection as dead after {@code silence}. */
    static Watching at(int port, Duration silence) {
        return with(port, new WatchSettings(silence, SOON, silence, FIRST, LONG));
    }

    static Watching with(int port, WatchSettings settings) {
        var config = new ConfigBuilder(Config.empty()).withMasterUrl("http://127.0.0.1:" + port);
        return new Watching(config.build(), ApiServer.POD, settings);
    }

    static Watching with(Config config) {
        return of(ApiServer.POD, config);
    }

    /** That of another pod. */
    static Watching of(OwnPod pod, Config config) {
        return of(pod, config, PATIENT);
    }

    static Watching of(OwnPod pod, Config config, WatchSettings settings) {
        return new Watching(config, pod, settings);
    }

    /** One that is begun anew after a second or two. */
    static Watching restless(Config config) {
        return new Watching(config, ApiServer.POD, new WatchSettings(LONG, SOON, LONG, FIRST, Duration.ofSeconds(1)));
    }

    /** The deliveries of which it has heard, in order. */
    List<String> deliveries() {
        return announced.stream()
                .map(announcement -> String.valueOf(announcement.delivery()))
                .toList();
    }

    boolean sees() {
        var state = sight.state();
        return state != null && state.connectedSince() != null;
    }

    Sight.State state() {
        var state = sight.state();
        if (state == null) {
            throw new AssertionError("nobody watches");
        }
        return state;
    }

    /** The value of the push annotation for a delivery. */
    static String push(String delivery) {
        var value = ContractVectors.get("pushes").required(0).required("value").textValue();
        return value.replace("github/72d3162e-cc78-11e3-81ab-4c9367dc0958", delivery);
    }

    @Override
    public void close() {
        watch.close();
        client.close();
    }
}
