package io.gitvolumereloader.agent.trigger;

import static io.gitvolumereloader.agent.trigger.ApiServer.POD;
import static io.gitvolumereloader.agent.trigger.Watching.KEYS;
import static io.gitvolumereloader.agent.trigger.Watching.PATIENCE;
import static io.gitvolumereloader.agent.trigger.Watching.push;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.gitvolumereloader.agent.sync.Assignment;
import io.gitvolumereloader.agent.testing.OwnApiServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The rights of {@code deploy/kubernetes} suffice, each is needed, the agent names the one it lacks, and there are no
 * others.
 */
@Tag("api-server")
class AgentRightsTest {
    @AutoClose
    private static final OwnApiServer SERVER = new OwnApiServer();

    private static final AgentPods PODS = new AgentPods(SERVER);

    private final AgentAccount account = new AgentAccount(SERVER);

    @BeforeEach
    void createPod() {
        account.grantNothing();
        PODS.create(POD, Map.of(KEYS.push(), push("first"), KEYS.repository(), "https://git.example/docs"));
    }

    @AfterEach
    void end() {
        PODS.deleteAll();
    }

    @Test
    void theRoleSufficesToWatchAndToReadWhatToFollow() {
        account.grant("agent");

        assertThat(assignment()).isInstanceOf(Assignment.Follow.class);
        try (var watching = Watching.of(POD, account.config(POD))) {
            awaitDelivery(watching, "first");
            assertThat(watching.state().lastReason()).isNull();
        }
    }

    @Test
    void withoutWatchTheStatusSaysWhatToGrantAndTheWatchBeginsOnceItIsGranted() {
        account.grant("agent", rule -> rule.setVerbs(List.of("get")));
        try (var watching = Watching.of(POD, account.config(POD))) {
            await().atMost(PATIENCE).until(() -> watching.state().lastReason() != null);
            assertThat(watching.state().lastReason())
                    .contains("403", "grant the agent's service account watch on pods of namespace docs");

            account.grant("agent");

            awaitDelivery(watching, "first");
        }
    }

    @Test
    void withoutGetTheWatchGoesOnAndTheAssignmentSaysWhatIsMissing() {
        account.grant("agent", rule -> rule.setVerbs(List.of("watch")));

        assertThat(assignment())
                .isInstanceOfSatisfying(
                        Assignment.Unknown.class,
                        unknown -> assertThat(unknown.toString())
                                .contains("refuses (403)", "grant the agent's service account get on pods"));
        try (var watching = Watching.of(POD, account.config(POD))) {
            awaitDelivery(watching, "first");
        }
    }

    @Test
    void namesInTheRoleMakeItExact() {
        var other = new OwnPod("docs", "other-0");
        PODS.create(other, Map.of());
        account.grant("agent", rule -> rule.setResourceNames(List.of("docs-0", "docs-1")));

        try (var own = Watching.of(POD, account.config(POD));
                var others = Watching.of(other, account.config(POD))) {
            awaitDelivery(own, "first");
            await().atMost(PATIENCE).until(() -> others.state().lastReason() != null);
            assertThat(others.state().lastReason()).contains("403");
        }
    }

    @Test
    void theRoleForReportsSufficesToWriteThem() {
        account.grant("agent-reporting");
        try (var reporting = new Reporting(account.config(POD))) {
            reporting.shows(1);

            reporting.awaitShown(SERVER, 1);
        }
    }

    @Test
    void withoutPatchTheLogSaysWhatToGrantAndTheReportIsWrittenOnceItIsGranted() {
        account.grant("agent");
        try (var reporting = new Reporting(account.config(POD))) {
            reporting.shows(1);
            await().atMost(PATIENCE).until(() -> !reporting.lines().isEmpty());
            assertThat(reporting.lines().getFirst())
                    .contains("403", "system:serviceaccount:docs:" + AgentAccount.NAME, "cannot patch")
                    .contains("patch on pods of namespace docs, or set agent.report=false");

            account.grant("agent-reporting");

            reporting.awaitShown(SERVER, 1);
        }
    }

    /** As a StatefulSet replaces a pod. */
    @Test
    void eachAgentFollowsItsOwnPodAlsoWhenThatIsMadeAnew() {
        var second = new OwnPod("docs", "docs-1");
        PODS.create(second, Map.of(KEYS.push(), push("first")));
        account.grant("agent");
        try (var replaced = Watching.of(POD, account.config(POD));
                var neighbour = Watching.of(second, account.config(second))) {
            awaitDelivery(replaced, "first");
            awaitDelivery(neighbour, "first");

            PODS.one(POD).withGracePeriod(0).delete();
            PODS.create(POD, Map.of(KEYS.push(), push("first")));
            await().atMost(PATIENCE).until(() -> replaced.deliveries().size() == 2);
            PODS.annotate(second, KEYS.push(), push("of the neighbour"));
            awaitDelivery(neighbour, "of the neighbour");
            PODS.annotate(POD, KEYS.push(), push("second"));
            awaitDelivery(replaced, "second");

            assertThat(replaced.deliveries()).containsExactly("first", "first", "second");
            assertThat(neighbour.deliveries()).containsExactly("first", "of the neighbour");
            assertThat(replaced.state().reconnects()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "pods, list",
        "pods, create",
        "pods, update",
        "pods, delete",
        "pods, deletecollection",
        "pods/status, patch",
        "pods/exec, create",
        "pods/ephemeralcontainers, patch",
        "secrets, get",
        "secrets, watch"
    })
    void itMayDoNothingElse(String resource, String verb) {
        account.grant("agent");
        account.grant("agent-reporting");

        assertThat(account.may(verb, resource, POD.name())).isFalse();
    }

    private Assignment assignment() {
        try (var client =
                new KubernetesClientBuilder().withConfig(account.config(POD)).build()) {
            return new PodAssignment(null, null, null, POD, KEYS, () -> client).assignment();
        }
    }

    private static void awaitDelivery(Watching watching, String delivery) {
        await().atMost(PATIENCE).until(() -> watching.deliveries().contains(delivery));
    }
}
