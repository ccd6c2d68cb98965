package io.gitvolumereloader.agent;

import io.gitvolumereloader.agent.publish.PublishSettings;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The agent's settings; {@code docs/agent.md} explains them to users. All in one place, so the file is a long one. */
@ConfigMapping(prefix = "agent")
interface AgentConfig {
    /** Where to fetch from; empty means the pod's annotation. */
    Optional<String> repository();

    /** What to follow; empty means the pod's annotation, or {@code HEAD}. */
    Optional<String> ref();

    /** Which of the pod's followed repositories this agent serves; empty means the one without a name. */
    Optional<String> name();

    /** The published folder. */
    Path folder();

    /** Object store and bookkeeping. */
    Path state();

    /** Whether a folder with somebody else's files may be taken over. */
    @WithDefault("false")
    @WithConverter(Conversions.YesOrNo.class)
    boolean adopt();

    /** What tells of pushes. */
    @WithDefault("auto")
    Trigger trigger();

    /** Where a downward API volume shows the pod's annotations. */
    @WithDefault("/etc/podinfo/annotations")
    Path annotations();

    /** Whether the agent tells on its own pod what it shows. */
    @WithDefault("false")
    @WithConverter(Conversions.YesOrNo.class)
    boolean report();

    /** How revisions become files. */
    @WithDefault("in-place")
    PublishSettings.Mode publish();

    /** What only concerns {@link PublishSettings.Mode#SNAPSHOT}. */
    Snapshot snapshot();

    /** What becomes of symbolic links. */
    @WithDefault("refuse-outside")
    PublishSettings.Symlinks symlinks();

    /** Whether the folder's group may write what the agent writes. */
    @WithDefault("false")
    @WithConverter(Conversions.YesOrNo.class)
    boolean groupWrite();

    /** What becomes of local changes of published files. */
    @WithDefault("repair")
    LocalChanges localChanges();

    /** The folder of the repository that is published; empty means all of it. */
    Optional<String> path();

    /** What is published; empty means everything. */
    Optional<List<String>> include();

    /** What is left out. */
    Optional<List<String>> exclude();

    /** How much of a repository is accepted. */
    Bounds limits();

    /** How long one fetch may take. */
    @WithDefault("2m")
    Duration timeout();

    /** How long the parts of a fetch may take. */
    @WithName("timeout")
    Waits waits();

    /** The safety poll. */
    Poll poll();

    /** The agent's own pod. */
    Pod pod();

    /** The watch on the agent's own pod. */
    Watch watch();

    /** Credentials for the remote. */
    Auth auth();

    /** What tells of pushes. */
    enum Trigger {
        /** The file where it is there, else the API where the pod is known, else nothing. */
        AUTO,
        /** The file of a downward API volume. */
        FILE,
        /** A watch on the own pod. */
        API,
        /** Nothing but the safety poll. */
        NONE
    }

    /** What becomes of local changes of published files. */
    enum LocalChanges {
        /** They are looked for and mended. */
        REPAIR,
        /** They stay until the repository changes the same file. */
        KEEP
    }

    /** What only concerns {@link PublishSettings.Mode#SNAPSHOT}. */
    interface Snapshot {
        /** Name of the link to the newest revision. */
        @WithDefault("current")
        String link();

        /** How many earlier revisions stay. */
        @WithDefault("1")
        int keep();
    }

    /** How much of a repository is accepted. */
    interface Bounds {
        /** Most files of a revision. */
        @WithDefault("1000000")
        long files();

        /** Most bytes of a file. */
        @WithDefault("1G")
        MemorySize fileSize();
    }

    /** How long the parts of a fetch may take. */
    interface Waits {
        /** Until a connection stands. */
        @WithDefault("10s")
        Duration connect();

        /** Until the remote begins to answer. */
        @WithDefault("60s")
        Duration firstByte();

        /** How long an answer may pause. */
        @WithDefault("20s")
        Duration stall();
    }

    /** The safety poll. */
    interface Poll {
        /** Its period. */
        @WithDefault("5m")
        Duration every();

        /** By how much a period is lengthened or shortened at random. */
        @WithDefault("10%")
        @WithConverter(Conversions.PartOfAWhole.class)
        Percentage jitter();
    }

    /** The agent's own pod. */
    interface Pod {
        /** Its name; empty where it is not known. */
        Optional<String> name();

        /** Its namespace; empty means the client's. */
        Optional<String> namespace();
    }

    /** The watch on the agent's own pod. */
    interface Watch {
        /** After how long without a sign of life it counts as dead. */
        @WithDefault("150s")
        Duration silence();

        /** Over how long those come back that lost it at the same moment. */
        @WithDefault("10s")
        Duration spread();
    }

    /** Credentials for the remote. */
    interface Auth {
        /** A file that holds a token. */
        Optional<Path> tokenFile();

        /** The user that goes with the token. */
        @WithDefault("git")
        String username();

        /** Whether the token may travel unencrypted. */
        @WithDefault("false")
        @WithConverter(Conversions.YesOrNo.class)
        boolean plainHttp();
    }

    /**
     * A part of a whole.
     *
     * @param fraction 0 for 0%, 1 for 100%
     */
    record Percentage(double fraction) {}
}
