package io.gitvolumereloader.agent.testing;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubeapitest.binary.Binaries;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.gitvolumereloader.agent.testing.Servers.Run;
import java.io.IOException;
import java.io.UncheckedIOException;
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
public final class OwnApiServer implements AutoCloseable {
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
    public OwnApiServer() {
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

    /** Where it is, on loopback. */
    public int port() {
        return port;
    }

    /** By which it signs tokens. */
    public SigningKey key() {
        return key;
    }

    /** Where it keeps everything. */
    public Etcd etcd() {
        return etcd;
    }

    /** What its clients trust. */
    public Path certificate() {
        return folder.resolve("apiserver.crt");
    }

    /** A client that may do everything; closed with this. */
    public KubernetesClient administrator() {
        return administrator;
    }

    /** The way to it by {@code way}, a port on loopback, for nobody yet. */
    public ConfigBuilder config(int way) {
        return new ConfigBuilder(Config.empty())
                .withMasterUrl("https://" + HOST + ":" + way)
                .withCaCertFile(certificate().toString())
                .withRequestRetryBackoffLimit(0);
    }

    /** The way to it for somebody who may do everything. */
    public ConfigBuilder administratorConfig() {
        return config(port).withOauthToken(password);
    }

    /** The same as a file, which is gone when this is closed. */
    public Path kubeconfig() {
        var text = """
                apiVersion: v1
                kind: Config
                current-context: own
                contexts: [{name: own, context: {cluster: own, user: administrator}}]
                clusters: [{name: own, cluster: {server: "https://%s:%d", certificate-authority: "%s"}}]
                users: [{name: administrator, user: {token: "%s"}}]
                """.formatted(HOST, port, certificate(), password);
        try {
            return Files.writeString(folder.resolve("kubeconfig"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether it is 1.30 or newer: it knows admission policies. */
    public boolean isModern() {
        return administrator.supports(ValidatingAdmissionPolicy.class);
    }

    /** Ends the API server, and not etcd. */
    public void end(Servers.End how) {
        server.end(how);
    }

    /** Starts it where it was, and returns when it is ready. */
    public void startAgain() {
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
