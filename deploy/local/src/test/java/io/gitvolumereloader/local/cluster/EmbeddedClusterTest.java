package io.gitvolumereloader.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedClusterTest {
    private static final Map<String, String> ANNOTATIONS = Map.of("git-volume-reloader.io/ref", "main");

    @TempDir
    private Path folder;

    private EmbeddedCluster cluster;
    private KubernetesClient client;

    @BeforeEach
    void startWithOnePod() {
        cluster = EmbeddedCluster.start(folder.resolve("kubeconfig"));
        cluster.createPod("docs-0", ANNOTATIONS);
        var config = Config.fromKubeconfig(cluster.kubeconfig().toFile());
        client = new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(config).withWatchReconnectLimit(0).build())
                .build();
    }

    @AfterEach
    void close() {
        client.close();
        cluster.close();
    }

    @Test
    void kubeconfigLeadsToThePods() {
        assertThat(client.pods()
                        .withLabel("git-volume-reloader.io/enabled", "true")
                        .list()
                        .getItems())
                .extracting(pod -> pod.getMetadata().getName())
                .containsExactly("docs-0");
    }

    @Test
    void annotationsOfAPodAreRead() {
        assertThat(cluster.annotations("docs-0")).isEqualTo(ANNOTATIONS);
    }

    @Test
    void restartKeepsEachPodAsItWas() {
        var before = pod();

        cluster.stop();
        cluster.startAgain();

        assertThat(pod()).isEqualTo(before);
    }

    @Test
    void stopEndsWatches() {
        var seen = new CopyOnWriteArrayList<String>();
        client.pods().withName("docs-0").watch(new Recorder(seen));
        await().until(() -> seen.contains("ADDED"));

        cluster.stop();

        await().until(() -> seen.contains("closed"));
        cluster.startAgain();
    }

    @Test
    void newWatchAfterTheRestartSeesChanges() {
        cluster.stop();
        cluster.startAgain();
        var seen = new CopyOnWriteArrayList<String>();
        client.pods().withName("docs-0").watch(new Recorder(seen));
        await().until(() -> seen.contains("ADDED"));

        client.pods().withName("docs-0").edit(EmbeddedClusterTest::annotated);

        await().until(() -> seen.contains("MODIFIED"));
    }

    private static Pod annotated(Pod pod) {
        return new PodBuilder(pod)
                .editMetadata()
                .addToAnnotations("git-volume-reloader.io/push", "{}")
                .endMetadata()
                .build();
    }

    private Pod pod() {
        return client.pods().withName("docs-0").require();
    }

    private record Recorder(List<String> seen) implements Watcher<Pod> {
        @Override
        public void eventReceived(Action action, Pod pod) {
            seen.add(action.name());
        }

        @Override
        public void onClose(@Nullable WatcherException cause) {
            seen.add("closed");
        }
    }
}
