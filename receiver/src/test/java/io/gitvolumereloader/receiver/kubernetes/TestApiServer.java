package io.gitvolumereloader.receiver.kubernetes;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;

/**
 * An API server without pods and with the namespaces {@code docs}, {@code elsewhere} and {@code third}: Fabric8's in
 * memory, or a real one with {@code -Papi-server}. Tests of the tag {@code any-api-server} run against both.
 */
interface TestApiServer extends AutoCloseable {
    /** The one that this build is about. */
    static TestApiServer start() {
        return Boolean.getBoolean("real-api-server") ? new RealApiServer() : new MemoryApiServer();
    }

    /** A client that may do everything, with the receiver's settings; closed with the server. */
    KubernetesClient client();

    @Override
    void close();

    /** Makes a pod of {@code metadata}. */
    default Pod create(PodBuilder metadata) {
        var pod = metadata.withNewSpec()
                .addNewContainer()
                .withName("app")
                .withImage("nginx:1")
                .endContainer()
                .endSpec()
                .build();
        return client().resource(pod).create();
    }
}
