package io.gitvolumereloader.receiver.kubernetes;

import io.fabric8.kubeapitest.KubeAPIServer;
import io.fabric8.kubeapitest.KubeAPIServerConfigBuilder;
import io.fabric8.kubeapitest.KubeAPITestException;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A real API server with its etcd, started once for all tests of a process and emptied of pods after each. It comes
 * from <a href="https://github.com/fabric8io/kubernetes-client/blob/main/doc/kube-api-test.md">kube-api-test</a>: the
 * folder {@code KUBE_API_TEST_DIR} ({@code ~/.kubeapitest} by default), or downloaded into it.
 */
final class RealApiServer implements TestApiServer {
    private final KubernetesClient client = client(config -> config);

    RealApiServer() {
        for (var namespace : new String[] {"docs", "elsewhere", "third"}) {
            client.resource(new NamespaceBuilder()
                            .withNewMetadata()
                            .withName(namespace)
                            .endMetadata()
                            .build())
                    .serverSideApply();
        }
    }

    /** Starts the process if it does not run yet. */
    static String kubeconfig() {
        return Running.KUBECONFIG;
    }

    @Override
    public KubernetesClient client() {
        return client;
    }

    /** A client of somebody else, for instance; the caller closes it. */
    static KubernetesClient client(UnaryOperator<ConfigBuilder> change) {
        var config = new ConfigBuilder(Config.fromKubeconfig(kubeconfig()))
                .withNamespace("docs")
                .withRequestRetryBackoffLimit(0);
        return new KubernetesClientBuilder()
                .withConfig(change.apply(config).build())
                .build();
    }

    /** Makes the API server's etcd forget everything that was before. */
    void forgetHistory() {
        etcd("put", "{\"key\":\"bm93\",\"value\":\"bm93\"}"); // so that what is now is something later
        var revision = etcd("range", "{\"key\":\"AA==\"}").replaceAll("(?s).*\"revision\":\"(\\d+)\".*", "$1");
        etcd("compaction", "{\"revision\":\"" + revision + "\",\"physical\":true}");
    }

    private static String etcd(String what, String body) {
        var request = HttpRequest.newBuilder(URI.create(etcd() + "/v3/kv/" + what))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try (var http = HttpClient.newHttpClient()) {
            return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("etcd does not answer", e);
        }
    }

    /** Where etcd is, which only its arguments tell. */
    private static String etcd() {
        var arguments = ProcessHandle.current()
                .children()
                .flatMap(child -> Stream.of(child.info().arguments().orElse(new String[0])))
                .toList();
        return arguments.get(arguments.indexOf("--advertise-client-urls") + 1);
    }

    @Override
    public void close() {
        client.pods().inAnyNamespace().withGracePeriod(0).delete();
        client.close();
    }

    /** Lives as long as the process of the tests. */
    private static final class Running {
        private static final String KUBECONFIG = start();

        private static String start() {
            // The library fails on the variable itself: https://github.com/fabric8io/kubernetes-client
            // (ClassCastException).
            var offline = Boolean.parseBoolean(System.getenv("KUBE_API_TEST_OFFLINE_MODE"));
            var server = new KubeAPIServer(
                    new KubeAPIServerConfigBuilder().withOfflineMode(offline).build());
            try {
                server.start();
            } catch (KubeAPITestException e) {
                throw new IllegalStateException(reason(e), e);
            }
            Runtime.getRuntime().addShutdownHook(new Thread(server::stop));
            return server.getKubeConfigYaml();
        }

        private static String reason(Throwable thrown) {
            var root = thrown;
            for (var each = thrown; each != null; each = each.getCause()) {
                root = each;
            }
            return "No API server for -Papi-server: kube-apiserver, etcd and kubectl are not in"
                    + " $KUBE_API_TEST_DIR/k8s/<version>-<os>-<architecture> and could not be fetched from GitHub"
                    + " (" + root.getClass().getSimpleName() + ": " + root.getMessage() + "); put them there, or give"
                    + " this build a way to GitHub.";
        }
    }
}
