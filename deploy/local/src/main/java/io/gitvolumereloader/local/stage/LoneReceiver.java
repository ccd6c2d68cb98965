package io.gitvolumereloader.local.stage;

import io.gitvolumereloader.local.cluster.EmbeddedCluster;
import io.gitvolumereloader.local.process.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A receiver's process, with an API without pods, and nobody else.
 *
 * @param secret of its webhooks, for all providers
 */
public record LoneReceiver(Service service, String secret) {
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
        var folders = Folders.make();
        cleanup.add(folders::remove);
        var cluster = EmbeddedCluster.start(folders.kubeconfig());
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
        return new LoneReceiver(service, SECRET);
    }

    /** Starts it anew with another setting, and waits until it is ready. */
    public void restartWith(String setting, String value) {
        service.startWith(setting, value);
        service.process().awaitReady();
    }
}
