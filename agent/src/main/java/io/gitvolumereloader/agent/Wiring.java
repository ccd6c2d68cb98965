package io.gitvolumereloader.agent;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.gitvolumereloader.agent.sync.Heart;
import io.gitvolumereloader.agent.sync.Mailbox;
import io.gitvolumereloader.agent.sync.StatusBoard;
import io.gitvolumereloader.agent.sync.SyncLoop;
import io.gitvolumereloader.agent.trigger.FileWatch;
import io.gitvolumereloader.agent.trigger.PodWatch;
import io.gitvolumereloader.agent.trigger.PushNews;
import io.gitvolumereloader.agent.trigger.Reporter;
import io.gitvolumereloader.agent.trigger.Sight;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
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
    Engine engine(AgentConfig config, Heart heart, Instance<KubernetesClient> client) {
        return new Engine(
                Assembly.engineSettings(config),
                Assembly.assignment(config, client::get),
                heart::progresses,
                heart::progresses);
    }

    @Produces
    @Singleton
    Sight sight() {
        return new Sight(Clock.systemUTC(), System::nanoTime);
    }

    @Produces
    @Singleton
    PodWatch podWatch(
            AgentConfig config, Mailbox mailbox, StatusBoard board, Sight sight, Instance<KubernetesClient> client) {
        var pod = Assembly.ownPod(config, client::get).orElseThrow();
        var news = new PushNews(pod, Assembly.podKeys(config), mailbox, board::announced);
        return new PodWatch(pod, news, sight, Assembly.watchSettings(config), RandomGenerator.getDefault());
    }

    @Produces
    @Singleton
    FileWatch fileWatch(AgentConfig config, Mailbox mailbox, StatusBoard board, Sight sight) {
        var file = Assembly.annotationFile(config).orElseThrow();
        var keys = Assembly.podKeys(config);
        return new FileWatch(file, keys, new PushNews("file " + file.path(), keys, mailbox, board::announced), sight);
    }

    @Produces
    @Singleton
    Reporter reporter(AgentConfig config) {
        return new Reporter(Assembly.podKeys(config), RandomGenerator.getDefault());
    }

    @Produces
    @Singleton
    SyncLoop loop(AgentConfig config, Engine engine, Mailbox mailbox, Heart heart, Journal listener) {
        return new SyncLoop(engine.sync(), mailbox, Assembly.schedule(config), heart, listener, Clock.systemUTC());
    }
}
