package io.gitvolumereloader.receiver.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The receiver's requests of {@code policy-cases.yaml}, which every build gives to an evaluation of its own, asked of
 * an API server that has the policy; skipped where it is older than 1.30. Whoever asks has all rights, so only the
 * policy says no.
 */
@Tag("api-server")
class PoliciesTest {
    private final RealApiServer server = new RealApiServer();
    private final KubernetesClient administrator = server.client();

    static List<PolicyRequest> requests() {
        return PolicyRequest.all();
    }

    @BeforeEach
    void install() {
        var policy = Manifests.read(administrator, "policies/receiver.yaml");
        assertThat(policy).hasSize(2);
        assumeThat(administrator.supports(ValidatingAdmissionPolicy.class))
                .as("the API server has admission policies")
                .isTrue();
        policy.forEach(object -> administrator.resource(object).forceConflicts().serverSideApply());
        var forbidden = requests().stream()
                .filter(request -> !request.refused().isEmpty())
                .findFirst()
                .orElseThrow();
        await().until(() -> !answer(forbidden).isEmpty()); // it counts a moment later
    }

    @AfterEach
    void stop() {
        PolicyRequest.clear(administrator);
        server.close();
    }

    @ParameterizedTest
    @MethodSource("requests")
    void aRequestIsAllowedOrRefusedWithTheRightWords(PolicyRequest request) {
        if (request.refused().isEmpty()) {
            assertThat(answer(request)).isEmpty();
        } else {
            assertThat(answer(request)).contains("denied request: " + request.refused());
        }
    }

    /** What the API server has against the request; empty where it does what it is asked for. */
    private String answer(PolicyRequest request) {
        request.prepare(administrator);
        try (var client = RealApiServer.client(request::impersonate)) {
            request.send(client);
            return "";
        } catch (KubernetesClientException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
