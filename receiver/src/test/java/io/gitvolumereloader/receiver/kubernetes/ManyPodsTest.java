package io.gitvolumereloader.receiver.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.gitvolumereloader.receiver.hook.Contract;
import io.gitvolumereloader.receiver.hook.Follower;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** More pods than fit into one page of any size that makes sense. */
@Tag("api-server")
class ManyPodsTest {
    private static final int PODS = 2500;

    private final RealApiServer server = new RealApiServer();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void eachIsFoundOnce() throws InterruptedException {
        var names = IntStream.range(0, PODS).mapToObj(i -> "docs-" + i).toList();
        try (var threads = Executors.newFixedThreadPool(16)) {
            threads.invokeAll(names.stream().map(this::creation).toList());
        }
        assertThat(server.client().pods().inNamespace("docs").list().getItems()).hasSize(PODS);

        var found = Clients.lists(server.client()).followers("docs", _ -> true, Clients.within(Duration.ofMinutes(1)));

        assertThat(found.failure()).isEmpty();
        assertThat(found.followers()).extracting(Follower::pod).containsExactlyInAnyOrderElementsOf(names);
    }

    private Callable<Pod> creation(String name) {
        return () -> server.create(new PodBuilder()
                .withNewMetadata()
                .withNamespace("docs")
                .withName(name)
                .withLabels(Map.of(Contract.LABEL, "true"))
                .addToAnnotations("git-volume-reloader.io/repository", "https://github.com/o/docs.git")
                .endMetadata());
    }
}
