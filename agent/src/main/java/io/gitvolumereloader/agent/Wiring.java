package io.gitvolumereloader.agent;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.gitvolumereloader.agent.git.Credentials;
import io.gitvolumereloader.agent.git.GitRemote;
import io.gitvolumereloader.agent.git.GitRevisions;
import io.gitvolumereloader.agent.git.Store;
import io.gitvolumereloader.agent.publish.InPlacePublisher;
import io.gitvolumereloader.agent.sync.Assignment;
import io.gitvolumereloader.agent.sync.Heart;
import io.gitvolumereloader.agent.sync.Mailbox;
import io.gitvolumereloader.agent.sync.Schedule;
import io.gitvolumereloader.agent.sync.StatusBoard;
import io.gitvolumereloader.agent.sync.Sync;
import io.gitvolumereloader.agent.sync.SyncLoop;
import io.gitvolumereloader.agent.trigger.OwnPod;
import io.gitvolumereloader.agent.trigger.PodAssignment;
import io.gitvolumereloader.agent.trigger.PodKeys;
import io.gitvolumereloader.agent.trigger.PodWatch;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
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
    Store store(AgentConfig config) {
        return new Store(config.state().resolve("store"));
    }

    @Produces
    @Singleton
    InPlacePublisher publisher(AgentConfig config, Store store, Heart heart) {
        return new InPlacePublisher(
                new GitRevisions(store), config.folder(), config.state(), config.adopt(), heart::progresses);
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
    SyncLoop loop(
            AgentConfig config,
            Assignment.Source assignment,
            Store store,
            InPlacePublisher publisher,
            Mailbox mailbox,
            Heart heart,
            Journal listener) {
        var auth = config.auth();
        var credentials = new Credentials(auth.tokenFile().orElse(null), auth.username(), auth.plainHttp());
        var sync = new Sync(
                assignment, new GitRemote(store, credentials, config.timeout()), new GitRevisions(store), publisher);
        var schedule =
                new Schedule(config.poll().every(), config.poll().jitter().fraction(), RandomGenerator.getDefault());
        return new SyncLoop(sync, mailbox, schedule, heart, listener, Clock.systemUTC());
    }

    void closeStore(@Disposes Store store) {
        store.close();
    }

    void closePublisher(@Disposes InPlacePublisher publisher) throws IOException {
        publisher.close();
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
