package io.gitvolumereloader.agent.trigger;

import static io.gitvolumereloader.agent.trigger.Syncs.commit;
import static io.gitvolumereloader.agent.trigger.Watching.KEYS;
import static io.gitvolumereloader.agent.trigger.Watching.PATIENCE;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.gitvolumereloader.agent.testing.OwnApiServer;
import java.util.List;
import java.util.Random;

/** An agent's reporter, from its client on, on the usual pod, with what it logs. */
final class Reporting implements AutoCloseable {
    private final LogLines log = new LogLines(Reporter.class);
    private final Reporter reporter = new Reporter(KEYS, new Random(7));
    private final KubernetesClient client;

    Reporting(Config config) {
        client = new KubernetesClientBuilder().withConfig(config).build();
        reporter.start(client, ApiServer.POD);
    }

    /** The volume shows the commit of that number. */
    void shows(int number) {
        Syncs.shows(reporter, number);
    }

    /** What it has logged. */
    List<String> lines() {
        return log.lines();
    }

    /** Waits until the pod tells that it shows that commit. */
    void awaitShown(OwnApiServer server, int number) {
        await().atMost(PATIENCE).until(() -> {
            var annotations =
                    new AgentPods(server).one(ApiServer.POD).get().getMetadata().getAnnotations();
            return annotations != null
                    && annotations
                            .getOrDefault(KEYS.published(), "")
                            .contains(commit(number).hex());
        });
    }

    @Override
    public void close() {
        reporter.close();
        client.close();
        log.close();
    }
}
