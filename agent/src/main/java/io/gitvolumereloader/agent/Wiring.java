package io.gitvolumereloader.agent;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.gitvolumereloader.agent.git.Credentials;
import io.gitvolumereloader.agent.git.Selection;
import io.gitvolumereloader.agent.git.Timeouts;
import io.gitvolumereloader.agent.publish.PublishSettings;
import io.gitvolumereloader.agent.sync.Assignment;
import io.gitvolumereloader.agent.sync.Heart;
import io.gitvolumereloader.agent.sync.Limits;
import io.gitvolumereloader.agent.sync.Mailbox;
import io.gitvolumereloader.agent.sync.Schedule;
import io.gitvolumereloader.agent.sync.StatusBoard;
import io.gitvolumereloader.agent.sync.SyncLoop;
import io.gitvolumereloader.agent.trigger.OwnPod;
import io.gitvolumereloader.agent.trigger.PodAssignment;
import io.gitvolumereloader.agent.trigger.PodKeys;
import io.gitvolumereloader.agent.trigger.PodWatch;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Puts the agent together from its settings. */
final class Wiring {
    private static final Duration MARGIN = Duration.ofMinutes(1);

    @Produces
    @Singleton
    StatusBoard statusBoard() {
        return new StatusBoard(Clock.systemUTC());
    }

    @Produces
    @Singleton
    Mailbox mailbox() {
        return new Mailbox();
    }

    @Produces
    @Singleton
    Heart heart(AgentConfig config) {
        return new Heart(config.timeout().multipliedBy(2).plus(MARGIN), System::nanoTime);
    }

    @Produces
    @Singleton
    PodKeys podKeys(AgentConfig config) {
        return PodKeys.of(config.name().orElse(""));
    }

    @Produces
    @Singleton
    Engine engine(AgentConfig config, Assignment.Source assignment, Heart heart) {
        var auth = config.auth();
        var timeouts = Timeouts.DEFAULT;
        var settings = new EngineSettings(
                PublishSettings.of(config.folder(), config.state()).adopting(config.adopt()),
                Selection.ALL,
                Limits.DEFAULT,
                new Timeouts(timeouts.connect(), timeouts.firstByte(), timeouts.stall(), config.timeout()),
                new Credentials(auth.tokenFile().orElse(null), auth.username(), auth.plainHttp()));
        return new Engine(settings, assignment, heart::progresses);
    }

    @Produces
    @Singleton
    PodAssignment assignment(AgentConfig config, PodKeys keys, Instance<KubernetesClient> client) {
        return new PodAssignment(
                config.repository().orElse(null),
                config.ref().orElse(null),
                ownPod(config, client).orElse(null),
                keys,
                client::get);
    }

    @Produces
    @Singleton
    PodWatch podWatch(
            AgentConfig config, PodKeys keys, Mailbox mailbox, StatusBoard board, Instance<KubernetesClient> client) {
        return new PodWatch(ownPod(config, client).orElseThrow(), keys, mailbox, board::announced);
    }

    @Produces
    @Singleton
    SyncLoop loop(AgentConfig config, Engine engine, Mailbox mailbox, Heart heart, Journal listener) {
        var schedule =
                new Schedule(config.poll().every(), config.poll().jitter().fraction(), RandomGenerator.getDefault());
        return new SyncLoop(engine.sync(), mailbox, schedule, heart, listener, Clock.systemUTC());
    }

    void close(@Disposes Engine engine) {
        engine.close();
    }

    private static Optional<OwnPod> ownPod(AgentConfig config, Instance<KubernetesClient> client) {
        return config.pod().name().map(name -> new OwnPod(namespace(config, client), name));
    }

    private static String namespace(AgentConfig config, Instance<KubernetesClient> client) {
        var namespace = config.pod().namespace().orElseGet(() -> client.get().getNamespace());
        if (namespace == null) {
            throw new IllegalStateException(
                    "POD_NAME is set, but nobody knows the pod's namespace: let the downward API set POD_NAMESPACE too");
        }
        return namespace;
    }
}
