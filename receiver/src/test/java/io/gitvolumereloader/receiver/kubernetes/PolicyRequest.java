package io.gitvolumereloader.receiver.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
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
import java.nio.file.Path;
import java.util.List;

/** A request of {@code policy-cases.yaml} that is not an agent's, for a real API server. */
record PolicyRequest(JsonNode asked) {
    private static final KubernetesSerialization YAML = new KubernetesSerialization(new ObjectMapper(), true);
    private static final JsonNode FILE = read(Manifests.FOLDER.resolve("src/test/resources/policy-cases.yaml"));
    private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

    static List<PolicyRequest> all() {
        return FILE.path("cases")
                .valueStream()
                .map(PolicyRequest::new)
                .filter(request -> !request.account().startsWith("agent"))
                .toList();
    }

    /** The message of the line of a policy that says no; empty where none does. */
    String refused() {
        return asked.path("refused").asText("");
    }

    String account() {
        return asked.path("account").asText();
    }

    /** Makes the pod as it is before the request, in place of what was there. */
    void prepare(KubernetesClient administrator) {
        clear(administrator);
        ObjectNode pod = FILE.path("pod").deepCopy();
        ((ObjectNode) pod.path("metadata")).remove(List.of("uid", "resourceVersion"));
        administrator
                .resource(YAML.convertValue(pod, Pod.class))
                .inNamespace("docs")
                .create();
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

    /** Makes a client act as the one who asks, with all rights. */
    ConfigBuilder impersonate(ConfigBuilder client) {
        return client.withImpersonateUsername(
                        FILE.path("accounts").path(account()).path("username").asText())
                .withImpersonateGroups("system:masters");
    }

    /** @throws io.fabric8.kubernetes.client.KubernetesClientException if it is refused */
    void send(KubernetesClient client) {
        var patch = asked.path("patch").toString();
        switch (asked.path("operation").asText("UPDATE")
                + asked.path("subResource").asText("")) {
            case "UPDATE" -> docs(client).patch(MERGE, patch);
            case "UPDATEstatus" -> docs(client).subresource("status").patch(MERGE, patch);
            case "CREATE" -> {
                HasMetadata another = docs(client).get();
                another.getMetadata().setName("docs-1");
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

    private static JsonNode read(Path file) {
        try {
            return YAML.unmarshal(Files.readString(file), JsonNode.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
