package io.gitvolumereloader.receiver.kubernetes;

import static io.gitvolumereloader.receiver.kubernetes.Clients.notices;
import static io.gitvolumereloader.receiver.kubernetes.Clients.push;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.gitvolumereloader.receiver.hook.Contract;
import io.gitvolumereloader.receiver.hook.Deadline;
import io.gitvolumereloader.receiver.hook.FollowedRef;
import io.gitvolumereloader.receiver.hook.Follower;
import io.gitvolumereloader.receiver.hook.Marking;
import io.gitvolumereloader.receiver.hook.RepositoryKey;
import io.gitvolumereloader.receiver.hook.RepositoryPattern;
import io.gitvolumereloader.receiver.hook.Scope;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Finding and marking, against either API server. */
@Tag("any-api-server")
class Fabric8PodsTest {
    private static final String URL = "https://github.com/o/docs.git";
    private static final RepositoryKey DOCS = new RepositoryKey("github.com", "o/docs");

    private final TestApiServer server = TestApiServer.start();
    private final KubernetesClient client = server.client();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void labelledPodsOfTheNamespaceAreFound() {
        create("docs", "a", Map.of(Contract.LABEL, "true"));
        create("docs", "unlabelled", Map.of());
        create("docs", "switched-off", Map.of(Contract.LABEL, "false"));
        create("elsewhere", "b", Map.of(Contract.LABEL, "true"));
        assertThat(pods("docs").followers(Scope.EVERYTHING, _ -> true, soon()).followers())
                .containsExactly(new Follower("docs", "a", "", DOCS, FollowedRef.HEAD, null));
    }

    @Test
    void severalNamespacesAreLookedThrough() {
        create("docs", "a", Map.of(Contract.LABEL, "true"));
        create("elsewhere", "b", Map.of(Contract.LABEL, "true"));
        create("third", "c", Map.of(Contract.LABEL, "true"));
        assertThat(pods("docs", "elsewhere")
                        .followers(Scope.EVERYTHING, _ -> true, soon())
                        .followers())
                .extracting(Follower::pod)
                .containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void aStarMeansAllNamespaces() {
        create("docs", "a", Map.of(Contract.LABEL, "true"));
        create("elsewhere", "b", Map.of(Contract.LABEL, "true"));
        assertThat(pods("*").followers(Scope.EVERYTHING, _ -> true, soon()).followers())
                .extracting(Follower::namespace)
                .containsExactlyInAnyOrder("docs", "elsewhere");
    }

    @Test
    void namespacesThatTheScopeDoesNotReachAreNotLookedAt() {
        create("docs", "a", Map.of(Contract.LABEL, "true"));
        create("elsewhere", "b", Map.of(Contract.LABEL, "true"));
        var elsewhere = new Scope(Set.of("elsewhere", "third"), List.of(RepositoryPattern.ANY));
        for (var pods : List.of(pods("*"), pods("docs", "elsewhere"))) {
            assertThat(pods.followers(elsewhere, _ -> true, soon()).followers())
                    .extracting(Follower::pod)
                    .containsExactly("b");
        }
        assertThat(pods("docs").followers(elsewhere, _ -> true, soon()).followers())
                .isEmpty();
    }

    @Test
    void onlyThoseWhoAreWantedAreReturnedAndAllAreCounted() {
        create("docs", "a", Map.of(Contract.LABEL, "true"));
        create("docs", "b", Map.of(Contract.LABEL, "true"));
        var census = pods("docs")
                .followers(Scope.EVERYTHING, follower -> follower.pod().equals("b"), soon());
        assertThat(census.followers()).extracting(Follower::pod).containsExactly("b");
        assertThat(census.seen()).isEqualTo(2);
    }

    @Test
    void whoCarriesThePushAlreadyIsLeftAlone() {
        create("docs", "a", Map.of(Contract.LABEL, "true"));
        var first = pods("docs");
        first.mark(1, notices(push("main", 'a'), Clients.follower("a")), soon());
        var follower =
                first.followers(Scope.EVERYTHING, _ -> true, soon()).followers().getFirst();
        for (var replica : List.of(first, pods("docs"))) {
            assertThat(replica.mark(2, notices(push("main", 'a'), follower), soon()))
                    .singleElement()
                    .isInstanceOf(Marking.Unchanged.class);
        }
    }

    @Test
    void anEmptyNamespaceIsNoFailure() {
        var census = pods("docs").followers(Scope.EVERYTHING, _ -> true, soon());
        assertThat(census.followers()).isEmpty();
        assertThat(census.unlisted()).isEmpty();
    }

    @Test
    void marksOneAnnotationAndKeepsTheOthers() {
        create("docs", "a", Map.of(Contract.LABEL, "true"));
        var follower = pods("docs")
                .followers(Scope.EVERYTHING, _ -> true, soon())
                .followers()
                .getFirst();
        var push = push("für-\"alle\"", 'a');
        assertThat(pods("docs").mark(1, notices(push, follower), soon())).containsExactly(new Marking.Marked(follower));
        assertThat(pod("docs", "a").getMetadata().getAnnotations())
                .containsOnly(
                        Map.entry("git-volume-reloader.io/repository", URL),
                        Map.entry("git-volume-reloader.io/push", push.value()),
                        Map.entry("example.org/other", "stays"));
    }

    @Test
    void aNamedVolumeHasItsOwnAnnotation() {
        create("docs", "a", Map.of(Contract.LABEL, "true"));
        var push = push("main", 'a');
        pods("docs").mark(1, notices(push, new Follower("docs", "a", "theme", DOCS, FollowedRef.HEAD, null)), soon());
        assertThat(pod("docs", "a").getMetadata().getAnnotations())
                .containsEntry("git-volume-reloader.io/push.theme", push.value());
    }

    @Test
    void aPodThatHasGoneIsGone() {
        var follower = new Follower("docs", "nobody", "", DOCS, FollowedRef.HEAD, null);
        assertThat(pods("docs").mark(1, notices(push("main", 'a'), follower), soon()))
                .containsExactly(new Marking.Gone(follower));
    }

    @Test
    void nobodyToMarkIsNoWork() {
        assertThat(pods("docs").mark(1, List.of(), soon())).isEmpty();
    }

    private Fabric8Pods pods(String... namespaces) {
        return new Fabric8Pods(client, List.of(namespaces), 16, Duration.ofSeconds(30));
    }

    private static Deadline soon() {
        return Clients.within(Duration.ofSeconds(30));
    }

    private Pod pod(String namespace, String name) {
        return client.pods().inNamespace(namespace).withName(name).get();
    }

    private void create(String namespace, String name, Map<String, String> labels) {
        server.create(new PodBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .withLabels(labels)
                .addToAnnotations("git-volume-reloader.io/repository", URL)
                .addToAnnotations("example.org/other", "stays")
                .endMetadata());
    }
}
