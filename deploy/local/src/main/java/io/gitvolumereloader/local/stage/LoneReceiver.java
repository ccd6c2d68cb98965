package io.gitvolumereloader.local.stage;

import io.gitvolumereloader.local.cluster.Cluster;
import io.gitvolumereloader.local.cluster.EmbeddedCluster;
import io.gitvolumereloader.local.cluster.RealCluster;
import io.gitvolumereloader.local.process.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A receiver's process, with an API without pods but those that are made, and nobody else.
 *
 * @param secret of its webhooks, for all providers
 */
public record LoneReceiver(Service service, String secret, Cluster cluster, Folders folders) {
    private static final String SECRET = "a secret for benchmarks only";
    /** It runs long enough for the second compiler, without which SHA-256 is several times slower. */
    private static final List<String> FLAGS = List.of("-XX:TieredStopAtLevel=4");

    private static final String APP = "receiver/target/quarkus-app/quarkus-run.jar";

    /**
     * Starts it and waits until it is ready; {@code cleanup} ends it, after a failure as well.
     *
     * @param project the folder of the checkout, where the receiver has been packaged
     * @param settings environment variables on top of those that it needs
     */
    public static LoneReceiver start(Path project, Map<String, String> settings, Cleanup cleanup) {
        return start(project, null, settings, cleanup);
    }

    /**
     * The same beside a real API server.
     *
     * @param kubeconfig null for the embedded one
     */
    public static LoneReceiver start(
            Path project, @Nullable Path kubeconfig, Map<String, String> settings, Cleanup cleanup) {
        var folders = Folders.make();
        cleanup.add(folders::remove);
        var cluster =
                kubeconfig == null ? EmbeddedCluster.start(folders.kubeconfig()) : RealCluster.connect(kubeconfig);
        cleanup.add(cluster::close);
        try {
            Files.writeString(folders.secrets().resolve("github"), SECRET);
        } catch (IOException e) {
            throw new UncheckedIOException("Can't write the webhook's secret below " + folders.secrets(), e);
        }
        var variables = new HashMap<>(settings);
        variables.put("KUBECONFIG", cluster.kubeconfig().toString());
        variables.put("RECEIVER_SECRETS", folders.secrets().toString());
        variables.put("RECEIVER_NAMESPACES", cluster.namespace());
        var program = new Program(
                "receiver", project.resolve(APP), variables, folders.temporary(), folders.log("receiver"), FLAGS);
        var service = new Service(program, cleanup);
        service.start();
        service.process().awaitReady();
        return new LoneReceiver(service, SECRET, cluster, folders);
    }

    /** Makes a pod that the receiver sees and that never runs. */
    public void createPod(String name, Map<String, String> annotations) {
        cluster.createPod(name, annotations);
    }

    /** Where the API is, and how to log in. */
    public Path kubeconfig() {
        return cluster.kubeconfig();
    }

    /** The namespace that the receiver watches. */
    public String namespace() {
        return cluster.namespace();
    }

    /** A file for what {@code program} did; gone at the end. */
    public Path log(String program) {
        return folders.log(program);
    }

    /** Starts it anew with another setting, and waits until it is ready. */
    public void restartWith(String setting, String value) {
        service.startWith(setting, value);
        service.process().awaitReady();
    }
}
