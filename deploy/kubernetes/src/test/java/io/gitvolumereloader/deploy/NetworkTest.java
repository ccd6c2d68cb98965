package io.gitvolumereloader.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gitvolumereloader.deploy.Manifests.Document;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Services and network policies are for pods and ports that exist. */
class NetworkTest {
    @Test
    void servicesLeadToPortsOfTheirPodsAndNeverToTheManagement() {
        assertThat(Manifests.of("Service").stream()
                        .filter(service -> service.at("/apiVersion").asText().equals("v1")))
                .hasSize(2)
                .allSatisfy(service -> {
                    var port = service.at("/spec/ports/0/targetPort").asText();
                    assertThat(service.at("/spec/ports")).hasSize(1);
                    assertThat(port).isNotEqualTo("management");
                    assertThat(selectedBy(service.at("/spec/selector"))
                                    .flatMap(Manifests::containers)
                                    .flatMap(container -> Manifests.ports(container).stream()))
                            .contains(port);
                });
    }

    @Test
    void networkPoliciesAreForPodsThatExistAndForTheirPorts() {
        assertThat(Manifests.of("NetworkPolicy")).hasSize(3).allSatisfy(policy -> {
            var workloads = selectedBy(policy.at("/spec/podSelector/matchLabels"))
                    // The ports of Knative's pods are those of its queue-proxy.
                    .filter(workload -> !workload.at("/apiVersion").asText().startsWith("serving.knative.dev"))
                    .toList();
            assertThat(workloads).hasSize(1);
            // The example asks no API server.
            var out = policy.file().startsWith("example")
                    ? List.of("53", "53", "443")
                    : List.of("53", "53", "443", "6443");
            assertThat(numbers(policy.at("/spec/egress"))).containsExactlyInAnyOrderElementsOf(out);
            if (!policy.file().startsWith("receiver-knative")) {
                assertThat(workloads.stream()
                                .flatMap(Manifests::containers)
                                .flatMap(container -> Manifests.ports(container).stream()))
                        .containsAll(numbers(policy.at("/spec/ingress")));
            }
        });
    }

    private static Stream<Document> selectedBy(JsonNode selector) {
        assertThat(selector).isNotEmpty();
        return Manifests.workloads().stream()
                .filter(workload -> selector.propertyStream()
                        .allMatch(label -> label.getValue()
                                .equals(workload.at("/spec/template/metadata/labels")
                                        .path(label.getKey()))));
    }

    private static List<String> numbers(JsonNode rules) {
        return rules.findValues("port").stream().map(JsonNode::asText).toList();
    }
}
