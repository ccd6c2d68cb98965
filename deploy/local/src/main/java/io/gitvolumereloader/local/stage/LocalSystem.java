package io.gitvolumereloader.local.stage;

import io.gitvolumereloader.local.cluster.Cluster;
import io.gitvolumereloader.local.cluster.EmbeddedCluster;
import io.gitvolumereloader.local.cluster.RealCluster;
import io.gitvolumereloader.local.process.Program;
import io.gitvolumereloader.local.repository.DocsRepository;
import io.gitvolumereloader.local.repository.GitHubWebhook;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The whole system on one machine.
 *
 * @param folders where it keeps everything
 * @param cluster the API
 * @param repository what the volumes follow
 * @param webhook between the repository and the receiver
 * @param receiver the receiver's process
 * @param pods the docs pods with their agents
 */
public record LocalSystem(
        Folders folders,
        Cluster cluster,
        DocsRepository repository,
        GitHubWebhook webhook,
        Service receiver,
        List<DocsPod> pods) {

    private static final int SECRET_BYTES = 16;
    private static final String APP = "target/quarkus-app/quarkus-run.jar";

    /**
     * How to start it.
     *
     * @param project the folder of the checkout, where receiver and agent have been packaged
     * @param kubeconfig of a real API server; null for the embedded one
     * @param poll the period of the agents' safety poll
     */
    public record Settings(Path project, @Nullable Path kubeconfig, Duration poll) {}

    /**
     * Starts all of it and waits until receiver and agents are ready; {@code cleanup} ends it, after a failure as well.
     */
    public static LocalSystem start(Settings settings, Cleanup cleanup) {
        var folders = Folders.make();
        cleanup.add(folders::remove);
        var repository = DocsRepository.start(folders.served(), folders.work());
        cleanup.add(repository::close);
        var cluster = cluster(settings, folders);
        cleanup.add(cluster::close);

        var secret = newSecret(folders);
        var receiver = new Service(receiverProgram(settings, folders, cluster), cleanup);
        var pods = Stream.of("docs-0", "docs-1")
                .map(name -> pod(name, settings, folders, cluster, repository, cleanup))
                .toList();
        var webhook = new GitHubWebhook(() -> receiver.process().http(), secret, folders.log("deliveries"));
        cleanup.add(webhook::close);
        repository.deliverBy(webhook);

        receiver.start();
        pods.forEach(pod -> pod.agent().start());
        var system = new LocalSystem(folders, cluster, repository, webhook, receiver, pods);
        system.services().forEach(service -> service.process().awaitReady());
        return system;
    }

    /** Every process, to look after. */
    public Stream<Service> services() {
        return Stream.concat(Stream.of(receiver), pods.stream().map(DocsPod::agent));
    }

    private static Cluster cluster(Settings settings, Folders folders) {
        var kubeconfig = settings.kubeconfig();
        return kubeconfig == null ? EmbeddedCluster.start(folders.kubeconfig()) : RealCluster.connect(kubeconfig);
    }

    private static String newSecret(Folders folders) {
        var bytes = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(bytes);
        var secret = HexFormat.of().formatHex(bytes);
        try {
            Files.writeString(folders.secrets().resolve("github"), secret);
            return secret;
        } catch (IOException e) {
            throw new UncheckedIOException("Can't write the webhook's secret below " + folders.secrets(), e);
        }
    }

    private static Program receiverProgram(Settings settings, Folders folders, Cluster cluster) {
        var variables = Map.of(
                "KUBECONFIG", cluster.kubeconfig().toString(),
                "RECEIVER_SECRETS", folders.secrets().toString(),
                "RECEIVER_NAMESPACES", cluster.namespace());
        return new Program(
                "receiver",
                settings.project().resolve("receiver").resolve(APP),
                variables,
                folders.temporary(),
                folders.log("receiver"));
    }

    private static DocsPod pod(
            String name,
            Settings settings,
            Folders folders,
            Cluster cluster,
            DocsRepository repository,
            Cleanup cleanup) {
        cluster.createPod(
                name,
                Map.of(
                        "git-volume-reloader.io/repository",
                        repository.url().toString(),
                        "git-volume-reloader.io/ref",
                        "main"));
        var volume = makeFolder(folders.volume(name));
        var variables = Map.of(
                "KUBECONFIG", cluster.kubeconfig().toString(),
                "POD_NAME", name,
                "POD_NAMESPACE", cluster.namespace(),
                "AGENT_FOLDER", volume.toString(),
                "AGENT_STATE", makeFolder(folders.state(name)).toString(),
                "AGENT_POLL_EVERY", settings.poll().toString());
        var log = folders.log("agent-" + name);
        var program = new Program(
                "agent of " + name,
                settings.project().resolve("agent").resolve(APP),
                variables,
                folders.temporary(),
                log);
        return new DocsPod(name, volume, new Service(program, cleanup));
    }

    private static Path makeFolder(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("Can't make " + folder, e);
        }
    }
}
