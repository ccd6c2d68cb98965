package io.gitvolumereloader.receiver.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PodBuilder;
import io.gitvolumereloader.receiver.hook.Contract;
import io.gitvolumereloader.receiver.hook.Deadline;
import io.gitvolumereloader.receiver.hook.Marking;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rights of {@code deploy/kubernetes} suffice, each of them is needed, and there are no others. */
@Tag("api-server")
class RightsTest {
    private static final String WHO = "system:serviceaccount:docs:git-volume-reloader-receiver";

    private final RealApiServer server = new RealApiServer();
    private final ReceiverAccount receiver = new ReceiverAccount(server.client());

    @AfterEach
    void stop() {
        receiver.close();
        server.close();
    }

    @Test
    void theRoleSuffices() {
        receiver.grantAllBut("");
        create("docs");
        var found = find("docs");
        assertThat(found.failure()).isEmpty();
        assertThat(found.followers()).hasSize(1);
        assertThat(mark()).isInstanceOf(Marking.Marked.class);
    }

    @Test
    void withoutListTheReasonNamesAccountVerbAndNamespace() {
        receiver.grantAllBut("list");
        create("docs");
        assertThat(Clients.why(find("docs")))
                .contains("403", WHO, "may not list pods in the namespace docs", "the verb list");
        assertThat(mark()).isInstanceOf(Marking.Marked.class);
    }

    @Test
    void withoutPatchTheReasonNamesAccountVerbAndNamespace() {
        receiver.grantAllBut("patch");
        create("docs");
        assertThat(find("docs").followers()).hasSize(1);
        assertThat(mark())
                .isInstanceOfSatisfying(
                        Marking.Unreached.class,
                        unreached -> assertThat(unreached.reason())
                                .contains("403", WHO, "may not patch pods in the namespace docs", "the verb patch"));
    }

    @Test
    void theRoleEndsAtItsNamespaceAndTheClusterRoleDoesNot() {
        receiver.grantAllBut("");
        create("docs");
        create("elsewhere");
        assertThat(Clients.why(find("elsewhere"))).contains("403", WHO, "may not list pods in the namespace elsewhere");
        assertThat(Clients.why(find("*"))).contains("403", WHO, "may not list pods in all namespaces", "a ClusterRole");
        receiver.grantEverywhere();
        assertThat(find("*").followers()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "pods, get",
        "pods, watch",
        "pods, create",
        "pods, update",
        "pods, delete",
        "pods, deletecollection",
        "pods/status, patch",
        "pods/exec, create",
        "pods/ephemeralcontainers, patch",
        "secrets, list",
        "secrets, get"
    })
    void itMayDoNothingElse(String resource, String verb) {
        receiver.grantAllBut("");
        assertThat(receiver.may("docs", resource, verb)).isFalse();
    }

    private PodLists.Part find(String namespace) {
        return Clients.lists(receiver.client()).followers(namespace, _ -> true, soon());
    }

    private Marking mark() {
        var notices = Clients.notices(Clients.push("main", 'a'), Clients.follower("docs-0"));
        return Clients.mark(Clients.fanOut(receiver.client()), 1, notices, soon())
                .getFirst();
    }

    private void create(String namespace) {
        server.create(new PodBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName("docs-0")
                .withLabels(Map.of(Contract.LABEL, "true"))
                .addToAnnotations("git-volume-reloader.io/repository", "https://github.com/o/docs.git")
                .endMetadata());
    }

    private static Deadline soon() {
        return Clients.within(Duration.ofSeconds(2));
    }
}
