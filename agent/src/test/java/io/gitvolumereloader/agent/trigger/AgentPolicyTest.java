package io.gitvolumereloader.agent.trigger;

import static io.gitvolumereloader.agent.trigger.ApiServer.POD;
import static io.gitvolumereloader.agent.trigger.Watching.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.APIResource;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.gitvolumereloader.agent.testing.OwnApiServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The agents' requests of {@code policy-cases.yaml}, with tokens of the API server's own that name their pods wherever
 * there can be such; skipped where the API server is older than 1.30. The account has all rights, so only the policy
 * says no.
 */
@Tag("api-server")
class AgentPolicyTest {
    private static final OwnPod ANOTHER = new OwnPod("docs", "docs-1");

    @AutoClose
    private static final OwnApiServer SERVER = new OwnApiServer();

    private static final AgentPods PODS = new AgentPods(SERVER);

    private final KubernetesClient administrator = SERVER.administrator();
    private final AgentAccount account = new AgentAccount(SERVER);

    static List<PolicyRequest> requests() {
        return PolicyRequest.all();
    }

    @BeforeEach
    void install() {
        assumeThat(SERVER.isModern()).as("the API server is 1.30 or newer").isTrue();
        account.grant("agent", rule -> {
            rule.setApiGroups(List.of("*"));
            rule.setResources(List.of("*"));
            rule.setVerbs(List.of("*"));
        });
        AgentAccount.read(administrator, "policies/agent.yaml")
                .forEach(object ->
                        administrator.resource(object).forceConflicts().serverSideApply());
        PODS.create(ANOTHER, Map.of());
        var forbidden = requests().stream()
                .filter(request -> !request.refused().isEmpty())
                .findFirst()
                .orElseThrow();
        // It counts a moment later.
        await().atMost(PATIENCE).until(() -> !answer(forbidden).isEmpty());
        PolicyRequest.clear(administrator);
    }

    @AfterEach
    void clear() {
        PolicyRequest.clear(administrator);
        PODS.deleteAll();
    }

    @ParameterizedTest
    @MethodSource("requests")
    void aRequestIsAllowedOrRefusedWithTheRightWords(PolicyRequest request) {
        assumeThat(administrator.getApiResources("v1").getResources())
                .as("there are API servers that only tests use, and that run no commands")
                .extracting(APIResource::getName)
                .contains(request.resource());
        if (request.refused().isEmpty()) {
            assertThat(answer(request)).isEmpty();
        } else {
            assertThat(answer(request)).contains("denied request: " + request.refused());
        }
    }

    @Test
    void theReporterWritesUnderThePolicy() {
        PODS.create(POD, Map.of("example.org/other", "stays"));
        try (var reporting = new Reporting(account.config(POD))) {
            reporting.shows(1);

            reporting.awaitShown(SERVER, 1);
            assertThat(reporting.lines()).isEmpty();
        }
    }

    @Test
    void theReporterTellsWhatThePolicySaysToTheTokenOfAnotherPod() {
        PODS.create(POD, Map.of());
        try (var reporting = new Reporting(account.config(ANOTHER))) {
            reporting.shows(1);

            await().atMost(PATIENCE).until(() -> !reporting.lines().isEmpty());
            assertThat(reporting.lines().getFirst())
                    .contains("an agent may update its own pod only, by that pod's token");
        }
    }

    /** What the API server has against the request; empty where it does what it is asked for. */
    private String answer(PolicyRequest request) {
        PolicyRequest.clear(administrator);
        request.prepare(administrator);
        try (var client =
                new KubernetesClientBuilder().withConfig(config(request)).build()) {
            request.send(client);
            return "";
        } catch (KubernetesClientException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private Config config(PolicyRequest request) {
        return switch (request.account()) {
            case "agent" -> account.config(POD);
            case "agent-of-another-pod" -> account.config(ANOTHER);
            case "agent-bound-to-nothing" ->
                SERVER.config(SERVER.port())
                        .withOauthToken(account.tokenOfNoPod())
                        .build();
            default ->
                request.impersonate(
                                SERVER.administratorConfig(),
                                PODS.one(POD).get().getMetadata().getUid())
                        .build();
        };
    }
}
