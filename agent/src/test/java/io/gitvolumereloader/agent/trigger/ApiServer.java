package io.gitvolumereloader.agent.trigger;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;

/** Fabric8's mock of the Kubernetes API with one pod, which keeps its objects over a restart. */
final class ApiServer implements AutoCloseable {
    static final OwnPod POD = new OwnPod("docs", "docs-0");

    private final KubernetesCrudDispatcher objects = new KubernetesCrudDispatcher();
    private KubernetesMockServer server = serve(0);

    void createPod(Map<String, String> annotations) {
        try (var client = client()) {
            client.pods()
                    .resource(new PodBuilder()
                            .withNewMetadata()
                            .withNamespace(POD.namespace())
                            .withName(POD.name())
                            .withAnnotations(annotations)
                            .endMetadata()
                            .build())
                    .create();
        }
    }

    void annotate(String key, String value) {
        try (var client = client()) {
            client.pods()
                    .inNamespace(POD.namespace())
                    .withName(POD.name())
                    .edit(pod -> new PodBuilder(pod)
                            .editMetadata()
                            .addToAnnotations(key, value)
                            .endMetadata()
                            .build());
        }
    }

    KubernetesClient client() {
        return client(server.getPort());
    }

    /** One that finds it behind another port. */
    KubernetesClient client(int port) {
        return new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(Config.empty())
                        .withMasterUrl("http://127.0.0.1:" + port)
                        .withRequestRetryBackoffLimit(0)
                        .build())
                .build();
    }

    int port() {
        return server.getPort();
    }

    void restart() {
        server.destroy();
        server = serve(server.getPort());
    }

    @Override
    public void close() {
        server.destroy();
    }

    private KubernetesMockServer serve(int port) {
        var mock = new KubernetesMockServer(
                new Context(new ObjectMapper()), new MockWebServer(), new HashMap<>(), objects, false);
        mock.init(InetAddress.getLoopbackAddress(), port);
        return mock;
    }
}
