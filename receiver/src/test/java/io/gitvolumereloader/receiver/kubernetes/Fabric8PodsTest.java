package io.gitvolumereloader.receiver.kubernetes;

import static io.gitvolumereloader.receiver.kubernetes.Clients.notices;
import static io.gitvolumereloader.receiver.kubernetes.Clients.push;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.gitvolumereloader.receiver.hook.Aliases;
import io.gitvolumereloader.receiver.hook.Audience;
import io.gitvolumereloader.receiver.hook.Contract;
import io.gitvolumereloader.receiver.hook.Deadline;
import io.gitvolumereloader.receiver.hook.FollowedRef;
import io.gitvolumereloader.receiver.hook.Follower;
import io.gitvolumereloader.receiver.hook.Marking;
import io.gitvolumereloader.receiver.hook.PushAnnotation;
import io.gitvolumereloader.receiver.hook.RepositoryKey;
import io.gitvolumereloader.receiver.hook.RepositoryPattern;
import io.gitvolumereloader.receiver.hook.Scope;
import io.gitvolumereloader.receiver.hook.Tally;
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
    private static final PushAnnotation PUSH = push("main", 'a');

    private final TestApiServer server = TestApiServer.start();
    private final KubernetesClient client = server.client();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void labelledPodsOfTheNamespaceAreTold() {
        create("docs", "a", Map.of(Contract.LABEL, "true"));
        create("docs", "unlabelled", Map.of());
        create("docs", "switched-off", Map.of(Contract.LABEL, "false"));
        create("elsewhere", "b", Map.of(Contract.LABEL, "true"));
        assertThat(announce(pods("docs")).markings())
                .containsExactly(new Marking.Marked(new Follower("docs", "a", "", DOCS, FollowedRef.HEAD, null)));
    }

    @Test
    void severalNamespacesAreLookedThrough() {
        create("docs", "a", Map.of(Contract.LABEL, "true"));
        create("elsewhere", "b", Map.of(Contract.LABEL, "true"));
        create("third", "c", Map.of(Contract.LABEL, "true"));
        assertThat(told(Scope.EVERYTHING, "docs", "elsewhere")).containsExactlyInAnyOrder("docs/a", "elsewhere/b");
    }

    @Test
    void aStarMeansAllNamespaces() {
        create("docs", "a", Map.of(Contract.LABEL, "true"));
        create("elsewhere", "b", Map.of(Contract.LABEL, "true"));
        assertThat(told(Scope.EVERYTHING, "*")).containsExactlyInAnyOrder("docs/a", "elsewhere/b");
    }

    @Test
    void namespacesThatTheScopeDoesNotReachAreNotLookedAt() {
        create("docs", "a", Map.of(Contract.LABEL, "true"));
        create("elsewhere", "b", Map.of(Contract.LABEL, "true"));
        var elsewhere = new Scope(Set.of("elsewhere", "third"), List.of(RepositoryPattern.ANY));
        assertThat(told(elsewhere, "*")).containsExactly("elsewhere/b");
        assertThat(told(elsewhere, "docs", "elsewhere")).containsExactly("elsewhere/b");
        assertThat(told(elsewhere, "docs")).isEmpty();
    }

    @Test
    void onlyThoseWhomThePushConcernsAreToldAndAllAreCounted() {
        create("docs", "a", Map.of(Contract.LABEL, "true"), "https://github.com/o/else");
        create("docs", "b", Map.of(Contract.LABEL, "true"));
        var tally = announce(pods("docs"));
        assertThat(tally.markings())
                .extracting(marking -> marking.follower().pod())
                .containsExactly("b");
        assertThat(tally.seen()).isEqualTo(2);
    }

    @Test
    void whoCarriesThePushAlreadyIsLeftAlone() {
        create("docs", "a", Map.of(Contract.LABEL, "true"));
        var first = pods("docs");
        announce(first);
        for (var replica : List.of(first, pods("docs"))) {
            assertThat(announce(replica).markings()).singleElement().isInstanceOf(Marking.Unchanged.class);
        }
    }

    @Test
    void anEmptyNamespaceIsNoFailure() {
        assertThat(announce(pods("docs"))).isEqualTo(new Tally(List.of(), 0, List.of(), List.of()));
    }

    @Test
    void marksOneAnnotationAndKeepsTheOthers() {
        create("docs", "a", Map.of(Contract.LABEL, "true"));
        var push = push("für-\"alle\"", 'a');
        var follower = Clients.follower("a");
        assertThat(Clients.mark(Clients.fanOut(client), 1, notices(push, follower), soon()))
                .containsExactly(new Marking.Marked(follower));
        assertThat(pod("docs", "a").getMetadata().getAnnotations())
                .containsOnly(
                        Map.entry("git-volume-reloader.io/repository", URL),
                        Map.entry("git-volume-reloader.io/push", push.value()),
                        Map.entry("example.org/other", "stays"));
    }

    @Test
    void aNamedVolumeHasItsOwnAnnotation() {
        create("docs", "a", Map.of(Contract.LABEL, "true"));
        var theme = new Follower("docs", "a", "theme", DOCS, FollowedRef.HEAD, null);
        Clients.mark(Clients.fanOut(client), 1, notices(PUSH, theme), soon());
        assertThat(pod("docs", "a").getMetadata().getAnnotations())
                .containsEntry("git-volume-reloader.io/push.theme", PUSH.value());
    }

    @Test
    void aPodThatHasGoneIsGone() {
        var nobody = Clients.follower("nobody");
        assertThat(Clients.mark(Clients.fanOut(client), 1, notices(PUSH, nobody), soon()))
                .containsExactly(new Marking.Gone(nobody));
    }

    @Test
    void nobodyToMarkIsNoWork() {
        assertThat(Clients.mark(Clients.fanOut(client), 1, List.of(), soon())).isEmpty();
    }

    /** The pods that are told, as namespace and name. */
    private List<String> told(Scope scope, String... namespaces) {
        return announce(pods(namespaces), scope).markings().stream()
                .map(Marking::follower)
                .map(follower -> follower.namespace() + "/" + follower.pod())
                .toList();
    }

    private static Tally announce(Fabric8Pods pods) {
        return announce(pods, Scope.EVERYTHING);
    }

    private static Tally announce(Fabric8Pods pods, Scope scope) {
        return pods.announce(new Audience(1, List.of(PUSH.push()), scope, Aliases.NONE, PUSH.at()), soon());
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
        create(namespace, name, labels, URL);
    }

    private void create(String namespace, String name, Map<String, String> labels, String url) {
        server.create(new PodBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .withLabels(labels)
                .addToAnnotations("git-volume-reloader.io/repository", url)
                .addToAnnotations("example.org/other", "stays")
                .endMetadata());
    }
}
