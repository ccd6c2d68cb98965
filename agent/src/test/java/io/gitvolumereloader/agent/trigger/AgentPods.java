package io.gitvolumereloader.agent.trigger;

import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.dsl.PodResource;
import io.gitvolumereloader.agent.testing.OwnApiServer;
import java.util.Map;

/** The pods of agents on a real API server. */
record AgentPods(OwnApiServer server) {
    /** Makes a pod of the agents' service account. */
    void create(OwnPod pod, Map<String, String> annotations) {
        server.administrator()
                .resource(new PodBuilder()
                        .withNewMetadata()
                        .withNamespace(pod.namespace())
                        .withName(pod.name())
                        .withAnnotations(annotations)
                        .endMetadata()
                        .withNewSpec()
                        .withServiceAccountName(AgentAccount.NAME)
                        .addNewContainer()
                        .withName("app")
                        .withImage("nginx:1")
                        .endContainer()
                        .endSpec()
                        .build())
                .create();
    }

    PodResource one(OwnPod pod) {
        return server.administrator().pods().inNamespace(pod.namespace()).withName(pod.name());
    }

    void annotate(OwnPod pod, String annotation, String value) {
        one(pod).edit(before -> new PodBuilder(before)
                .editMetadata()
                .addToAnnotations(annotation, value)
                .endMetadata()
                .build());
    }

    void deleteAll() {
        server.administrator().pods().inNamespace("docs").withGracePeriod(0).delete();
    }
}
