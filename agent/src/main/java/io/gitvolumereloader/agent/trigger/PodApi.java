package io.gitvolumereloader.agent.trigger;

import io.fabric8.kubernetes.client.Client;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;

/**
 * The way to the agent's own pod in the API, for requests of the agent's own making.
 *
 * @param http sends each request once, with the client's authentication; it is not to be closed
 * @param pods URL of the pods of the namespace
 * @param pod the pod
 */
record PodApi(HttpClient http, String pods, OwnPod pod) {
    /** Asks for metadata only, and takes whole pods too. */
    static final String METADATA_ONLY = "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1,application/json";

    /** By way of {@code client}, which the caller closes. */
    static PodApi of(Client client, OwnPod pod) {
        // Attempts that the client makes by itself would not be spread over time.
        var once = client.getHttpClient()
                .newBuilder()
                .tag(new RequestConfigBuilder().withRequestRetryBackoffLimit(0).build())
                .build();
        return new PodApi(once, client.getMasterUrl() + "api/v1/namespaces/" + pod.namespace() + "/pods", pod);
    }
}
