package io.gitvolumereloader.agent.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.PodResource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;

/** An agent's request of {@code policy-cases.yaml}, for a real API server. */
record PolicyRequest(JsonNode asked) {
    private static final KubernetesSerialization YAML = new KubernetesSerialization(new ObjectMapper(), true);
    private static final JsonNode FILE = read();
    private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

    static List<PolicyRequest> all() {
        return FILE.path("cases")
                .valueStream()
                .map(PolicyRequest::new)
                .filter(request -> request.account().startsWith("agent"))
                .toList();
    }

    /** The message of the line of the policy that says no; empty where none does. */
    String refused() {
        return asked.path("refused").asText("");
    }

    String account() {
        return asked.path("account").asText();
    }

    /** What it is about, such as {@code pods/exec}. */
    String resource() {
        return asked.has("subResource") ? "pods/" + asked.path("subResource").asText() : "pods";
    }

    /** Makes the pod as it is before the request. */
    void prepare(KubernetesClient administrator) {
        ObjectNode pod = FILE.path("pod").deepCopy();
        ((ObjectNode) pod.path("metadata")).remove(List.of("uid", "resourceVersion"));
        ((ObjectNode) pod.path("spec")).put("serviceAccountName", AgentAccount.NAME);
        administrator.resource(YAML.convertValue(pod, Pod.class)).create();
        if (asked.has("before")) {
            docs(administrator).patch(MERGE, asked.path("before").toString());
        }
    }

    /** Removes the pod, whatever holds it back. */
    static void clear(KubernetesClient administrator) {
        if (docs(administrator).get() != null) {
            docs(administrator).patch(MERGE, "{\"metadata\":{\"finalizers\":null}}");
            docs(administrator).withGracePeriod(0).delete();
        }
    }

    /** Makes an administrator's client act as an agent whose token names what no token of the API server would. */
    ConfigBuilder impersonate(ConfigBuilder administrator, String uid) {
        var user = FILE.path("accounts").path(account());
        var placeholder = FILE.at("/pod/metadata/uid").asText();
        var extras = new HashMap<String, List<String>>();
        user.path("extra")
                .propertyStream()
                .forEach(extra -> extras.put(
                        extra.getKey().replace("/", "%2F"), // It becomes part of a header's name.
                        extra.getValue()
                                .valueStream()
                                .map(value -> value.asText().replace(placeholder, uid))
                                .toList()));
        return administrator
                .withImpersonateUsername(user.path("username").asText())
                .withImpersonateGroups("system:masters")
                .withImpersonateExtras(extras);
    }

    /** @throws io.fabric8.kubernetes.client.KubernetesClientException if it is refused */
    void send(KubernetesClient client) {
        var patch = asked.path("patch").toString();
        switch (asked.path("operation").asText("UPDATE")
                + asked.path("subResource").asText("")) {
            case "UPDATE" -> docs(client).patch(MERGE, patch);
            case "UPDATEstatus" -> docs(client).subresource("status").patch(MERGE, patch);
            case "CREATE" -> {
                var another = docs(client).get();
                another.getMetadata().setName("docs-2");
                another.getMetadata().setResourceVersion(null);
                client.resource(another).dryRun().create();
            }
            case "DELETE" -> docs(client).withGracePeriod(0).delete();
            case "CONNECTexec" ->
                client.raw("/api/v1/namespaces/docs/pods/docs-0/exec?command=sh&stdout=true", "POST", null);
            case String other -> throw new IllegalArgumentException("nobody knows how to ask for " + other);
        }
    }

    @Override
    public String toString() {
        return (refused().isEmpty() ? "allowed: " : "refused: ")
                + asked.path("name").asText();
    }

    private static PodResource docs(KubernetesClient client) {
        return client.pods().inNamespace("docs").withName("docs-0");
    }

    private static JsonNode read() {
        try {
            var cases = AgentAccount.MANIFESTS.resolve("src/test/resources/policy-cases.yaml");
            return YAML.unmarshal(Files.readString(cases), JsonNode.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
