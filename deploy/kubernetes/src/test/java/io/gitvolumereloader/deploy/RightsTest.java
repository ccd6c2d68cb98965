package io.gitvolumereloader.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.gitvolumereloader.deploy.Manifests.Document;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may what: no more than is needed, and bound to accounts that exist. */
class RightsTest {
    private static final String RECEIVER = "git-volume-reloader-receiver";
    private static final String AGENT = "git-volume-reloader-agent";

    static List<Document> bindings() {
        return Stream.of("RoleBinding", "ClusterRoleBinding")
                .flatMap(kind -> Manifests.of(kind).stream())
                .toList();
    }

    static List<Document> policies() {
        return Manifests.of("ValidatingAdmissionPolicy");
    }

    @ParameterizedTest
    @CsvSource({
        "Role, git-volume-reloader-receiver, list patch",
        "ClusterRole, git-volume-reloader-receiver, list patch",
        "Role, git-volume-reloader-agent, get watch",
        "Role, git-volume-reloader-agent-reporting, patch"
    })
    void aRoleIsForPodsAndForTheseVerbsOnly(String kind, String name, String verbs) {
        assertThat(Manifests.of(kind).stream().filter(role -> role.name().equals(name)))
                .singleElement()
                .satisfies(role -> {
                    assertThat(role.at("/rules")).hasSize(1);
                    var rule = role.at("/rules/0");
                    assertThat(Manifests.texts(rule.path("apiGroups"))).containsExactly("");
                    assertThat(Manifests.texts(rule.path("resources"))).containsExactly("pods");
                    assertThat(Manifests.texts(rule.path("verbs"))).containsExactly(verbs.split(" "));
                });
    }

    @Test
    void thereAreNoOtherRoles() {
        assertThat(Manifests.of("Role")).hasSize(3);
        assertThat(Manifests.of("ClusterRole")).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("bindings")
    void aBindingGivesARoleThatExistsToAnAccountThatExists(Document binding) {
        assertThat(Manifests.of(binding.at("/roleRef/kind").asText()))
                .extracting(Document::name)
                .contains(binding.at("/roleRef/name").asText());
        assertThat(binding.at("/subjects")).hasSize(1);
        assertThat(binding.at("/subjects/0/kind").asText()).isEqualTo("ServiceAccount");
        // In a RoleBinding that means its own; kustomize fills in the account's, and would leave another one as it is.
        assertThat(binding.at("/subjects/0/namespace")).isEmpty();
        assertThat(accounts()).contains(binding.at("/subjects/0/name").asText());
    }

    /** The example's has no account of its own, and no token of the default one. */
    @Test
    void podsRunAsAccountsThatExist() {
        assertThat(accounts()).containsExactlyInAnyOrder(RECEIVER, AGENT);
        assertThat(Manifests.workloads())
                .extracting(
                        workload -> workload.pod().path("serviceAccountName").asText())
                .containsExactlyInAnyOrder(RECEIVER, RECEIVER, "");
    }

    /** One that is not bound, or bound to be a warning, would stop nobody. */
    @ParameterizedTest
    @MethodSource("policies")
    void aPolicyIsBoundForAllPodsAndRefusesWhenInDoubt(Document policy) {
        assertThat(policy.at("/spec/failurePolicy").asText()).isEqualTo("Fail");
        assertThat(policy.at("/spec/matchConstraints"))
                .hasToString("{\"resourceRules\":[{\"apiGroups\":[\"\"],\"apiVersions\":[\"v1\"],"
                        + "\"operations\":[\"*\"],\"resources\":[\"pods\",\"pods/*\"]}]}");
        assertThat(Manifests.of("ValidatingAdmissionPolicyBinding").stream()
                        .filter(binding ->
                                binding.at("/spec/policyName").asText().equals(policy.name())))
                .singleElement()
                .satisfies(binding -> assertThat(binding.at("/spec"))
                        .hasToString("{\"policyName\":\"" + policy.name() + "\",\"validationActions\":[\"Deny\"]}"));
    }

    /** The policies are for the accounts of the manifests, by name, in whichever namespace they are. */
    @Test
    void eachPolicyIsForOneOfTheAccounts() {
        assertThat(policies()).extracting(Document::name).containsExactlyInAnyOrderElementsOf(accounts());
        assertThat(policies())
                .allSatisfy(policy -> assertThat(
                                policy.at("/spec/matchConditions/0/expression").asText())
                        .isEqualTo("request.userInfo.username.matches('^system:serviceaccount:[^:]+:" + policy.name()
                                + "$')"));
    }

    private static Set<String> accounts() {
        return Set.copyOf(
                Manifests.of("ServiceAccount").stream().map(Document::name).toList());
    }
}
