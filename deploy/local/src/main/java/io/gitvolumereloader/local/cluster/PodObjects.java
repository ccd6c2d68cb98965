package io.gitvolumereloader.local.cluster;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Map;

/** The pod objects of one namespace: they are there to be annotated and watched, and no node ever runs them. */
final class PodObjects {
    private static final String PREFIX = "git-volume-reloader.io/";

    private final KubernetesClient client;
    private final String namespace;

    PodObjects(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    void create(String name, Map<String, String> annotations) {
        client.pods().inNamespace(namespace).resource(pod(name, annotations)).create();
    }

    Map<String, String> annotations(String name) {
        var pod = client.pods().inNamespace(namespace).withName(name).get();
        if (pod == null) {
            throw new IllegalStateException("Pod " + namespace + "/" + name + " has gone");
        }
        return Map.copyOf(pod.getMetadata().getAnnotations());
    }

    private static Pod pod(String name, Map<String, String> annotations) {
        return new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .addToLabels(PREFIX + "enabled", "true")
                .addToAnnotations(annotations)
                .endMetadata()
                .withNewSpec()
                .addToNodeSelector(PREFIX + "node", "none") // no node bears it
                .addNewContainer()
                .withName("docs")
                .withImage("registry.invalid/docs")
                .endContainer()
                .endSpec()
                .build();
    }
}
