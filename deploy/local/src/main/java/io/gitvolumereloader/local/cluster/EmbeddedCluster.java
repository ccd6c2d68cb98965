package io.gitvolumereloader.local.cluster;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * A small Kubernetes API inside this process, over plain HTTP on a free loopback port: it keeps objects, merges patches
 * and tells watchers, and has no rights, no policies and no controllers.
 */
public final class EmbeddedCluster implements Cluster {
    private static final String NAMESPACE = "local";
    private static final int ANY_PORT = 0;

    private final KubernetesCrudDispatcher objects = new KubernetesCrudDispatcher();
    private final Path kubeconfig;
    private KubernetesMockServer server;
    private KubernetesClient client;

    private EmbeddedCluster(Path kubeconfig) {
        this.kubeconfig = kubeconfig;
        this.server = serve(ANY_PORT);
        this.client = server.createClient();
    }

    /** Starts it and writes the file that clients find it by. */
    public static EmbeddedCluster start(Path kubeconfig) {
        // Vert.x, which the server is made of, would leave a cache in the system's folder for temporary files.
        System.setProperty(
                "vertx.cacheDirBase", kubeconfig.resolveSibling("vertx").toString());
        var cluster = new EmbeddedCluster(kubeconfig);
        try {
            Files.writeString(kubeconfig, cluster.describe());
            return cluster;
        } catch (IOException e) {
            cluster.close();
            throw new UncheckedIOException("Can't write " + kubeconfig, e);
        }
    }

    /** Stops the API: connections break, and new ones are refused. The objects stay. */
    public synchronized void stop() {
        client.close();
        server.destroy();
    }

    /** Starts the API again where it was, with the objects that it had. */
    public synchronized void startAgain() {
        server = serve(server.getPort());
        client = server.createClient();
    }

    @Override
    public String namespace() {
        return NAMESPACE;
    }

    @Override
    public Path kubeconfig() {
        return kubeconfig;
    }

    @Override
    public synchronized void createPod(String name, Map<String, String> annotations) {
        new PodObjects(client, NAMESPACE).create(name, annotations);
    }

    @Override
    public synchronized Map<String, String> annotations(String pod) {
        return new PodObjects(client, NAMESPACE).annotations(pod);
    }

    @Override
    public synchronized void close() {
        stop();
    }

    private KubernetesMockServer serve(int port) {
        var context = new Context(new ObjectMapper());
        var web = new MockWebServer();
        var mock = new KubernetesMockServer(context, web, new HashMap<>(), objects, false);
        mock.init(InetAddress.getLoopbackAddress(), port);
        Thread.ofVirtual().name("forget requests").start(() -> forgetRequests(web));
        return mock;
    }

    /** The server keeps all requests for somebody who asks; a hundred thousand of them would fill the memory. */
    private static void forgetRequests(MockWebServer web) {
        try {
            while (true) {
                web.takeRequest();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private String describe() {
        return """
                apiVersion: v1
                kind: Config
                current-context: local
                contexts:
                - name: local
                  context: {cluster: local, user: local, namespace: %s}
                clusters:
                - name: local
                  cluster: {server: "http://127.0.0.1:%d"}
                users:
                - name: local
                  user: {}
                """.formatted(NAMESPACE, server.getPort());
    }
}
