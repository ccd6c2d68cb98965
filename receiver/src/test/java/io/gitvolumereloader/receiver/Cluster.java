package io.gitvolumereloader.receiver;

import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import io.gitvolumereloader.receiver.oidc.Issuer;
import io.gitvolumereloader.receiver.secrets.KubeletVolume;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** What the receiver finds around it: an API server in memory, and a folder of secrets. */
public class Cluster implements QuarkusTestResourceLifecycleManager {
    static final String SECRET = "It's a Secret to Everybody";
    static final String SECOND_SECRET = "kX9-another-secret-for-rotation";
    static final String API_TOKEN = "api-token-that-nobody-may-see";
    static final String NAMESPACE = "docs";

    /** Fabric8's own settings, since Quarkus would take the address for one that is fixed when it is built. */
    private static final String MASTER = "kubernetes.master";

    private static final Map<String, String> CLIENT = Map.of(
            "kubernetes.namespace", NAMESPACE,
            "kubernetes.auth.token", API_TOKEN,
            "kubernetes.auth.tryKubeConfig", "false");

    /** What the API server says to everybody: by which keys the cluster signs the tokens of its service accounts. */
    private static final Map<String, String> DOCUMENTS = Map.of(
            "/.well-known/openid-configuration",
            "{\"issuer\":\"" + Issuer.NAME + "\"}",
            "/openid/v1/jwks",
            Issuer.published());

    private final KubeletVolume secrets = new KubeletVolume(folder());
    private KubernetesMockServer server = server();

    @Override
    public Map<String, String> start() {
        server.init();
        secret("github", SECRET + "\n");
        secret("github.second", SECOND_SECRET);
        CLIENT.forEach(System::setProperty);
        System.setProperty(MASTER, server.url("/"));
        return Map.ofEntries(
                Map.entry("receiver.secrets", secrets.folder().toString()),
                Map.entry("receiver.max-buffered", "64M"),
                Map.entry("receiver.body-timeout", "4s"),
                Map.entry("receiver.oidc.audience", Issuer.AUDIENCE),
                Map.entry("receiver.rate", "100000"),
                Map.entry("receiver.refused-rate", "100000"),
                Map.entry("receiver.fan-out.deadline", "3s"),
                Map.entry("quarkus.http.test-port", "0"),
                Map.entry("quarkus.management.test-port", "0"));
    }

    @Override
    public void stop() {
        CLIENT.keySet().forEach(System::clearProperty);
        System.clearProperty(MASTER);
        server.destroy();
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(this, new TestInjector.MatchesType(Cluster.class));
    }

    /** Adds or changes a secret file as kubelet does. */
    final void secret(String name, String text) {
        secrets.put(name, text);
    }

    /** Takes a secret file away as kubelet does. */
    final void forget(String name) {
        secrets.remove(name);
    }

    /** Creates a pod that follows a ref of a repository; replaces one of that name. */
    final void pod(String name, String repository, String ref) {
        var pod = new PodBuilder()
                .withNewMetadata()
                .withNamespace(NAMESPACE)
                .withName(name)
                .addToLabels("git-volume-reloader.io/enabled", "true")
                .addToAnnotations("git-volume-reloader.io/repository", repository)
                .addToAnnotations("git-volume-reloader.io/ref", ref)
                .endMetadata()
                .build();
        try (var client = client()) {
            client.resource(pod).delete();
            client.resource(pod).create();
        }
    }

    /** The annotation that the receiver writes; empty where there is none. */
    final String push(String pod) {
        try (var client = client()) {
            return client.pods()
                    .inNamespace(NAMESPACE)
                    .withName(pod)
                    .get()
                    .getMetadata()
                    .getAnnotations()
                    .getOrDefault("git-volume-reloader.io/push", "");
        }
    }

    /** From now on nobody listens where the API server was. */
    final int down() {
        var port = server.getPort();
        server.destroy();
        return port;
    }

    /** An API server without pods listens there again. */
    final void up(int port) {
        server = server();
        server.init(InetAddress.getLoopbackAddress(), port);
    }

    private KubernetesClient client() {
        var config = new ConfigBuilder(Config.empty())
                .withMasterUrl(server.url("/"))
                .withHttp2Disable(true)
                .build();
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    private static KubernetesMockServer server() {
        return new KubernetesMockServer(
                new io.fabric8.mockwebserver.Context(),
                new MockWebServer(),
                new HashMap<>(),
                new KubernetesCrudDispatcher() {
                    @Override
                    public MockResponse dispatch(RecordedRequest request) {
                        var document = DOCUMENTS.get(request.getPath());
                        return document == null
                                ? super.dispatch(request)
                                : new MockResponse().setResponseCode(200).setBody(document);
                    }
                },
                false);
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("secrets");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
