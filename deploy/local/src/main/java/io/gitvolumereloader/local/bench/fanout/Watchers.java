package io.gitvolumereloader.local.bench.fanout;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.gitvolumereloader.local.measure.Samples;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Clients that each watch one pod, as agents do, and note when they hear of a value of its annotation. */
final class Watchers implements AutoCloseable {
    private static final String PUSH = "git-volume-reloader.io/push";
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final KubernetesClient client;
    private final List<Watch> watches = new ArrayList<>();
    private final Map<String, Long> heard = new ConcurrentHashMap<>();
    private volatile String awaited = "nothing yet";
    private volatile CountDownLatch all = new CountDownLatch(0);

    Watchers(Path kubeconfig, String namespace, List<String> pods) {
        client = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(kubeconfig.toFile()))
                .build();
        for (var pod : pods) {
            watches.add(client.pods().inNamespace(namespace).withName(pod).watch(new Ear(pod)));
        }
    }

    /** From now on counts whose annotation holds {@code part}. */
    void expect(String part) {
        heard.clear();
        all = new CountDownLatch(watches.size());
        awaited = part;
    }

    /** Waits until all have heard; the times from {@code begin} until then. */
    Samples since(long begin) throws InterruptedException {
        if (!all.await(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("Only %d of %d watchers heard of it within %d s"
                    .formatted(heard.size(), watches.size(), LIMIT.toSeconds()));
        }
        return new Samples(heard.values().stream()
                .map(time -> (time - begin) / 1_000_000.0)
                .toList());
    }

    @Override
    public void close() {
        watches.forEach(Watch::close);
        client.close();
    }

    /** Of one pod. */
    private final class Ear implements Watcher<Pod> {
        private final String pod;

        Ear(String pod) {
            this.pod = pod;
        }

        @Override
        public void eventReceived(Action action, Pod changed) {
            var now = System.nanoTime();
            var annotations = changed.getMetadata().getAnnotations();
            if (annotations != null
                    && annotations.getOrDefault(PUSH, "").contains(awaited)
                    && heard.putIfAbsent(pod, now) == null) {
                all.countDown();
            }
        }

        @Override
        public void onClose(WatcherException cause) {
            System.err.println("A watch ended: " + cause.getMessage());
        }
    }
}
