package io.gitvolumereloader.receiver.kubernetes;

import static io.gitvolumereloader.receiver.kubernetes.Clients.audience;
import static io.gitvolumereloader.receiver.kubernetes.Clients.push;
import static io.gitvolumereloader.receiver.kubernetes.Clients.within;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.gitvolumereloader.receiver.hook.Contract;
import io.gitvolumereloader.receiver.hook.Follower;
import io.gitvolumereloader.receiver.hook.Marking;
import io.gitvolumereloader.receiver.hook.PodMetadata;
import io.gitvolumereloader.receiver.hook.PushAnnotation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** More pods than fit into one page of any size that makes sense, or than can be marked at a glance. */
@Tag("api-server")
class ManyPodsTest {
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final PushAnnotation OLD = push("main", 'a');
    private static final PushAnnotation NEW = push("main", 'b');

    private final RealApiServer server = new RealApiServer();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void eachIsFoundOnce() throws InterruptedException {
        var names = create(2500);
        var found = Clients.lists(server.client()).followers("docs", _ -> true, within(LONG));
        assertThat(found.failure()).isEmpty();
        assertThat(found.followers()).extracting(Follower::pod).containsExactlyInAnyOrderElementsOf(names);
        var told = new ArrayList<String>();
        assertThat(Clients.pods(server.client()).tellAll(pod -> told.add(pod.pod()), within(LONG)))
                .isEmpty();
        assertThat(told).containsExactlyInAnyOrderElementsOf(names);
    }

    @Test
    void eachIsMarked() throws InterruptedException {
        create(1000);
        var tally = Clients.pods(server.client()).announce(audience(1, OLD), within(LONG));
        assertThat(tally.markings()).hasSize(1000).allMatch(Marking.Marked.class::isInstance);
        assertThat(pushes()).hasSize(1000).containsOnly(OLD.value());
    }

    /** Neither knows of the other's order; a pod carries one of the two, and that is what its agent looks for. */
    @Test
    void twoReceiversAtOnceLeaveNobodyOut() throws Exception {
        create(300);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var otherClient = RealApiServer.client(config -> config)) {
            var one = Clients.pods(server.client());
            var other = Clients.pods(otherClient);
            var first = threads.submit(() -> one.announce(audience(1, OLD), within(LONG)));
            var second = threads.submit(() -> other.announce(audience(1, NEW), within(LONG)));
            assertThat(first.get().markings()).hasSize(300).allMatch(Marking.Marked.class::isInstance);
            assertThat(second.get().markings()).hasSize(300).allMatch(Marking.Marked.class::isInstance);
            assertThat(pushes()).hasSize(300).isSubsetOf(OLD.value(), NEW.value());
            other.announce(audience(2, NEW), within(LONG));
            assertThat(pushes()).containsOnly(NEW.value());
        }
    }

    /** As etcd does every five minutes. */
    @Test
    void aListWhoseRestIsForgottenInTheMiddleSaysSo() throws InterruptedException {
        create(250);
        var told = new ArrayList<PodMetadata>();
        var failures = Clients.pods(server.client())
                .tellAll(
                        pod -> {
                            if (told.isEmpty()) {
                                server.forgetHistory();
                            }
                            told.add(pod);
                        },
                        within(LONG));
        assertThat(failures)
                .containsExactly("can't list pods: the API server forgets the rest of a list before it is asked for");
        assertThat(told).hasSize(100);
    }

    private List<String> pushes() {
        return server.client().pods().inNamespace("docs").list().getItems().stream()
                .map(pod -> pod.getMetadata().getAnnotations().getOrDefault(Contract.pushKey(""), "none"))
                .toList();
    }

    /** Returns their names. */
    private List<String> create(int pods) throws InterruptedException {
        var names = IntStream.range(0, pods).mapToObj(i -> "docs-" + i).toList();
        try (var threads = Executors.newFixedThreadPool(16)) {
            threads.invokeAll(names.stream().map(this::creation).toList());
        }
        assertThat(server.client().pods().inNamespace("docs").list().getItems()).hasSize(pods);
        return names;
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
