package io.gitvolumereloader.agent.trigger;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubeapitest.binary.Binaries;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.PodResource;
import io.gitvolumereloader.agent.trigger.Servers.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A real API server with an etcd of its own and the namespace {@code docs}, which can be ended and started again while
 * etcd goes on. It signs tokens with a key that the tests have, too. Used by one thread.
 */
final class OwnApiServer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String HOST = "127.0.0.1";

    private final Binaries binaries = Servers.find();
    private final String password = UUID.randomUUID().toString();
    private final Path folder =
            Servers.folderWith("tokens.csv", password + ",administrator,administrator,system:masters\n");
    private final SigningKey key = SigningKey.generate(folder.resolve("key.pem"));
    private final int port = Servers.freePort();
    private final Etcd etcd;
    private Run server;
    private final KubernetesClient administrator;

    /** Returns when it is ready. */
    OwnApiServer() {
        etcd = new Etcd(binaries, folder);
        server = startServer();
        try {
            await().atMost(PATIENCE).failFast(server::mustBeAlive).until(() -> Files.exists(certificate()));
            administrator = new KubernetesClientBuilder()
                    .withConfig(administratorConfig().build())
                    .build();
            awaitReady();
            administrator
                    .resource(new NamespaceBuilder()
                            .withNewMetadata()
                            .withName("docs")
                            .endMetadata()
                            .build())
                    .create();
        } catch (RuntimeException | Error e) {
            end();
            throw e;
        }
    }

    int port() {
        return port;
    }

    SigningKey key() {
        return key;
    }

    Etcd etcd() {
        return etcd;
    }

    /** What its clients trust. */
    Path certificate() {
        return folder.resolve("apiserver.crt");
    }

    /** A client that may do everything; closed with this. */
    KubernetesClient administrator() {
        return administrator;
    }

    /** The way to it by {@code way}, a port on loopback, for nobody yet. */
    ConfigBuilder config(int way) {
        return new ConfigBuilder(Config.empty())
                .withMasterUrl("https://" + HOST + ":" + way)
                .withCaCertFile(certificate().toString())
                .withRequestRetryBackoffLimit(0);
    }

    ConfigBuilder administratorConfig() {
        return config(port).withOauthToken(password);
    }

    /** Whether it is 1.30 or newer: it knows admission policies. */
    boolean isModern() {
        return administrator.supports(ValidatingAdmissionPolicy.class);
    }

    /** Makes a pod of the agents' service account. */
    void create(OwnPod pod, Map<String, String> annotations) {
        administrator
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

    PodResource pod(OwnPod pod) {
        return administrator.pods().inNamespace(pod.namespace()).withName(pod.name());
    }

    void annotate(OwnPod pod, String annotation, String value) {
        pod(pod).edit(before -> new PodBuilder(before)
                .editMetadata()
                .addToAnnotations(annotation, value)
                .endMetadata()
                .build());
    }

    void deletePods() {
        administrator.pods().inNamespace("docs").withGracePeriod(0).delete();
    }

    /** Ends the API server, and not etcd. */
    void end(Servers.End how) {
        server.end(how);
    }

    /** Starts it where it was, and returns when it is ready. */
    void startAgain() {
        server.close();
        server = startServer();
        awaitReady();
    }

    @Override
    public void close() {
        administrator.close();
        end();
    }

    private void end() {
        server.close();
        etcd.close();
        Servers.delete(folder);
    }

    private Run startServer() {
        return new Run(
                binaries.getApiServer(),
                Map.of(),
                List.of(
                        "--etcd-servers=" + etcd.url(),
                        "--bind-address=" + HOST,
                        "--advertise-address=" + HOST,
                        "--endpoint-reconciler-type=none",
                        "--secure-port=" + port,
                        "--cert-dir=" + folder,
                        "--service-cluster-ip-range=10.0.0.0/24",
                        "--authorization-mode=RBAC",
                        // It wants the accounts that only a controller makes.
                        "--disable-admission-plugins=ServiceAccount",
                        "--token-auth-file=" + folder.resolve("tokens.csv"),
                        "--service-account-issuer=https://localhost",
                        "--service-account-signing-key-file=" + key.file(),
                        "--service-account-key-file=" + key.file()),
                folder.resolve("kube-apiserver.log"));
    }

    private void awaitReady() {
        await().atMost(PATIENCE)
                .failFast(server::mustBeAlive)
                .ignoreExceptions()
                .until(() -> "ok".equals(administrator.raw("/readyz")));
    }
}
