package io.gitvolumereloader.agent;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.gitvolumereloader.agent.git.Credentials;
import io.gitvolumereloader.agent.git.Selection;
import io.gitvolumereloader.agent.git.Timeouts;
import io.gitvolumereloader.agent.publish.PublishSettings;
import io.gitvolumereloader.agent.sync.Assignment;
import io.gitvolumereloader.agent.sync.Limits;
import io.gitvolumereloader.agent.sync.Schedule;
import io.gitvolumereloader.agent.trigger.AnnotationFile;
import io.gitvolumereloader.agent.trigger.OwnPod;
import io.gitvolumereloader.agent.trigger.PodAssignment;
import io.gitvolumereloader.agent.trigger.PodKeys;
import io.gitvolumereloader.agent.trigger.WatchSettings;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Turns the agent's settings into its parts, for the agent that stays and for the one that syncs once. */
final class Assembly {
    private static final BigInteger MOST_BYTES = BigInteger.valueOf(Long.MAX_VALUE);

    private Assembly() {}

    /**
     * Makes sure that parts can be made of these settings.
     *
     * @throws IllegalArgumentException where they can't; names setting, value and what is allowed
     */
    static void check(AgentConfig config) {
        engineSettings(config);
        schedule(config);
        podKeys(config);
        watchSettings(config);
        if (config.trigger() == AgentConfig.Trigger.API && config.pod().name().isEmpty()) {
            throw new IllegalArgumentException(
                    "agent.trigger is 'api', which needs the pod's name: let the downward API set POD_NAME and POD_NAMESPACE");
        }
        if (config.report() && config.pod().name().isEmpty()) {
            throw new IllegalArgumentException(
                    "agent.report is 'true', which needs the pod's name: let the downward API set POD_NAME and POD_NAMESPACE");
        }
    }

    static EngineSettings engineSettings(AgentConfig config) {
        var auth = config.auth();
        var waits = config.waits();
        return new EngineSettings(
                publishSettings(config),
                new Selection(
                        config.path().orElse(""),
                        config.include().orElse(List.of()),
                        config.exclude().orElse(List.of())),
                new Limits(
                        config.limits().files(),
                        config.limits()
                                .fileSize()
                                .asBigInteger()
                                .min(MOST_BYTES)
                                .longValue()),
                new Timeouts(waits.connect(), waits.firstByte(), waits.stall(), config.timeout()),
                new Credentials(auth.tokenFile().orElse(null), auth.username(), auth.plainHttp()));
    }

    private static PublishSettings publishSettings(AgentConfig config) {
        return new PublishSettings(
                config.folder(),
                config.state(),
                config.adopt(),
                config.publish(),
                config.snapshot().link(),
                config.snapshot().keep(),
                config.symlinks(),
                config.groupWrite(),
                config.localChanges() == AgentConfig.LocalChanges.REPAIR);
    }

    static Schedule schedule(AgentConfig config) {
        return new Schedule(config.poll().every(), config.poll().jitter().fraction(), RandomGenerator.getDefault());
    }

    static WatchSettings watchSettings(AgentConfig config) {
        return WatchSettings.of(config.watch().silence(), config.watch().spread());
    }

    static PodKeys podKeys(AgentConfig config) {
        return PodKeys.of(config.name().orElse(""));
    }

    /** {@code client} is asked for only where the configuration leaves something open. */
    static Assignment.Source assignment(AgentConfig config, Supplier<KubernetesClient> client) {
        return new PodAssignment(
                config.repository().orElse(null),
                config.ref().orElse(null),
                annotationFile(config).orElse(null),
                assignmentAsksApi(config) ? ownPod(config, client).orElse(null) : null,
                podKeys(config),
                client);
    }

    /** Whether the agent that stays has to ask the Kubernetes API for anything. */
    static boolean asksApi(AgentConfig config) {
        return config.report() || trigger(config) == AgentConfig.Trigger.API || assignmentAsksApi(config);
    }

    /** Whether only the Kubernetes API can tell what to follow. */
    static boolean assignmentAsksApi(AgentConfig config) {
        return config.repository().isEmpty()
                && annotationFile(config).isEmpty()
                && config.pod().name().isPresent();
    }

    /** What tells of pushes: never {@link AgentConfig.Trigger#AUTO}. */
    static AgentConfig.Trigger trigger(AgentConfig config) {
        if (config.trigger() != AgentConfig.Trigger.AUTO) {
            return config.trigger();
        }
        if (annotationFile(config).isPresent()) {
            return AgentConfig.Trigger.FILE;
        }
        return config.pod().name().isPresent() ? AgentConfig.Trigger.API : AgentConfig.Trigger.NONE;
    }

    /**
     * The file with the pod's annotations; empty where the API is meant, or where there is none and none is asked for.
     */
    static Optional<AnnotationFile> annotationFile(AgentConfig config) {
        var file = new AnnotationFile(config.annotations());
        return switch (config.trigger()) {
            case FILE -> Optional.of(file);
            case API -> Optional.empty();
            case AUTO, NONE -> Optional.of(file).filter(AnnotationFile::exists);
        };
    }

    /**
     * The agent's own pod; empty where it is not known.
     *
     * @throws IllegalStateException where only its namespace is unknown
     */
    static Optional<OwnPod> ownPod(AgentConfig config, Supplier<KubernetesClient> client) {
        return config.pod().name().map(name -> new OwnPod(namespace(config, client), name));
    }

    private static String namespace(AgentConfig config, Supplier<KubernetesClient> client) {
        var namespace = config.pod().namespace().orElseGet(() -> client.get().getNamespace());
        if (namespace == null) {
            throw new IllegalStateException(
                    "POD_NAME is set, but nobody knows the pod's namespace: let the downward API set POD_NAMESPACE too");
        }
        return namespace;
    }
}
