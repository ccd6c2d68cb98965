package io.gitvolumereloader.local.cluster;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.gitvolumereloader.local.process.Eventually;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A namespace of a real API server, made for this run and removed with all that is in it at its end. */
public final class RealCluster implements Cluster {
    private static final Duration SERVICE_ACCOUNT_LIMIT = Duration.ofSeconds(30);

    /** To remove 5,000 pods by one request took more than ten seconds. */
    private static final Duration REQUEST_LIMIT = Duration.ofMinutes(1);

    private static final int FORBIDDEN = 403;
    private static final int RETRIES = 2;

    private final Path kubeconfig;
    private final KubernetesClient client;
    private final String namespace;
    private final PodObjects pods;

    private RealCluster(Path kubeconfig, KubernetesClient client, String namespace) {
        this.kubeconfig = kubeconfig;
        this.client = client;
        this.namespace = namespace;
        this.pods = new PodObjects(client, namespace);
    }

    /**
     * Makes the namespace.
     *
     * @param kubeconfig its current context must be allowed to create and delete namespaces
     * @throws IllegalStateException if that can't be done, or the file can't be read; quotes nothing of it
     */
    public static RealCluster connect(Path kubeconfig) {
        var config = read(kubeconfig);
        config.setRequestRetryBackoffLimit(RETRIES);
        config.setRequestTimeout((int) REQUEST_LIMIT.toMillis());
        var client = new KubernetesClientBuilder().withConfig(config).build();
        try {
            var wanted = new NamespaceBuilder()
                    .withNewMetadata()
                    .withGenerateName("git-volume-reloader-")
                    .endMetadata()
                    .build();
            var made = client.namespaces().resource(wanted).create();
            return new RealCluster(kubeconfig, client, made.getMetadata().getName());
        } catch (KubernetesClientException e) {
            client.close();
            throw new IllegalStateException(
                    "Can't make a namespace at " + config.getMasterUrl() + " with " + kubeconfig
                            + "; the API server must be running, and the file's current context must have the right"
                            + " to create and delete namespaces",
                    e);
        }
    }

    private static Config read(Path kubeconfig) {
        try {
            var config = Config.fromKubeconfig(kubeconfig.toFile());
            if (config.getCurrentContext() != null) {
                return config;
            }
        } catch (RuntimeException _) {
            // Its message quotes the file, which may be a wrong one with a secret in it.
        }
        throw new IllegalStateException("Can't read " + kubeconfig + ", which --kubeconfig names: it is no kubeconfig"
                + " file, or its current-context is missing or names none of its contexts");
    }

    @Override
    public String namespace() {
        return namespace;
    }

    @Override
    public Path kubeconfig() {
        return kubeconfig;
    }

    /** Waits up to 30 s for the namespace's service account, without which no pod is admitted. */
    @Override
    public void createPod(String name, Map<String, String> annotations) {
        Eventually.until("pod " + name, SERVICE_ACCOUNT_LIMIT, () -> admitted(name, annotations));
    }

    private boolean admitted(String name, Map<String, String> annotations) {
        try {
            pods.create(name, annotations);
            return true;
        } catch (KubernetesClientException e) {
            if (e.getCode() == FORBIDDEN && String.valueOf(e.getMessage()).contains("serviceaccount")) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public Map<String, String> annotations(String pod) {
        return pods.annotations(pod);
    }

    /** Removes the pods as well, which no node would end, and the namespace even if that fails. */
    @Override
    public void close() {
        try (client) {
            try {
                client.pods().inNamespace(namespace).withGracePeriod(0).delete();
            } finally {
                client.namespaces().withName(namespace).delete();
            }
        }
    }
}
