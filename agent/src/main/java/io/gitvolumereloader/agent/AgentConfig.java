package io.gitvolumereloader.agent;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The agent's settings; {@code docs/agent.md} explains them to users. */
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
    boolean adopt();

    /** What tells of pushes. */
    @WithDefault("auto")
    Trigger trigger();

    /** How long one fetch may take. */
    @WithDefault("2m")
    Duration timeout();

    /** The safety poll. */
    Poll poll();

    /** The agent's own pod. */
    Pod pod();

    /** Credentials for the remote. */
    Auth auth();

    /** What tells of pushes. */
    enum Trigger {
        /** The API where the pod is known, else nothing. */
        AUTO,
        /** A watch on the own pod. */
        API,
        /** Nothing but the safety poll. */
        NONE
    }

    /** The safety poll. */
    interface Poll {
        /** Its period. */
        @WithDefault("5m")
        Duration every();

        /** By how much a period is lengthened or shortened at random. */
        @WithDefault("10%")
        Percentage jitter();
    }

    /** The agent's own pod. */
    interface Pod {
        /** Its name; empty where it is not known. */
        Optional<String> name();

        /** Its namespace; empty means the client's. */
        Optional<String> namespace();
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
        boolean plainHttp();
    }

    /**
     * A part of a whole.
     *
     * @param fraction 0 for 0%, 1 for 100%
     */
    record Percentage(double fraction) {
        /** Reads {@code 10%} or {@code 0.1}. */
        public static Percentage of(String text) {
            var number = text.strip();
            return number.endsWith("%")
                    ? new Percentage(Double.parseDouble(number.substring(0, number.length() - 1)) / 100)
                    : new Percentage(Double.parseDouble(number));
        }
    }
}
