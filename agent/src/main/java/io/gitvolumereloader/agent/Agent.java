package io.gitvolumereloader.agent;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.gitvolumereloader.agent.sync.SyncLoop;
import io.gitvolumereloader.agent.trigger.FileWatch;
import io.gitvolumereloader.agent.trigger.PodWatch;
import io.gitvolumereloader.agent.trigger.Reporter;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Starts and stops the agent. */
@ApplicationScoped
class Agent {
    private static final Logger LOG = Logger.getLogger(Agent.class);

    private final AgentConfig config;
    private final SyncLoop loop;
    private final Engine engine;
    private final Config settings;
    private final Instance<PodWatch> watch;
    private final Instance<FileWatch> file;
    private final Reporter reporter;
    private final Instance<KubernetesClient> client;
    private @Nullable Runnable end;

    Agent(
            AgentConfig config,
            SyncLoop loop,
            Engine engine,
            Config settings,
            Instance<PodWatch> watch,
            Instance<FileWatch> file,
            Reporter reporter,
            Instance<KubernetesClient> client) {
        this.config = config;
        this.loop = loop;
        this.engine = engine;
        this.settings = settings;
        this.watch = watch;
        this.file = file;
        this.reporter = reporter;
        this.client = client;
    }

    void start(@Observes StartupEvent event) {
        Settings.unknown(settings).forEach(name -> LOG.warn(Settings.warning(name)));
        Encoding.warning().ifPresent(LOG::warn);
        if (config.report()) {
            reporter.start(client.get(), Assembly.ownPod(config, client::get).orElseThrow());
        }
        loop.start();
        listen();
    }

    void stop(@Observes ShutdownEvent event) {
        loop.close();
        reporter.close();
        if (end != null) {
            end.run();
        }
        if (loop.hasEnded()) {
            // Else the process ends first: nobody else may have the folder while files are still being shown.
            engine.close();
        }
    }

    private void listen() {
        switch (Assembly.trigger(config)) {
            case API -> {
                var started = watch.get();
                started.start(client.get());
                end = started::close;
            }
            case FILE -> {
                var started = file.get();
                started.start();
                end = started::close;
            }
            case NONE, AUTO ->
                LOG.infof(
                        "Nothing tells of pushes; relying on the safety poll every=%s",
                        config.poll().every());
        }
    }
}
