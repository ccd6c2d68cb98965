package io.gitvolumereloader.agent.trigger;

import io.gitvolumereloader.agent.sync.Printable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Why the API server could not be made use of. Reasons are bounded, say cause and remedy, and hold no secret. */
sealed interface Failure {
    /** What people are told. */
    String reason();

    /** Equal for failures of which people need to be told only once while they follow each other. */
    String kind();

    /** How long the API server wants to be left alone; zero where it does not say. */
    default Duration retryAfter() {
        return Duration.ZERO;
    }

    /** The connection broke, or none came about, or what came over it makes no sense. */
    record Broken(String reason) implements Failure {
        private static final int LONGEST = 160;
        private static final String UNSENDABLE =
                "a request can't be made of what there is to log in with; a token has to be one line";

        /** No connection came about because of {@code cause}. */
        static Broken unreachable(@Nullable Throwable cause) {
            return new Broken("the API server can't be reached (" + text(cause) + ")");
        }

        /** The API server let a request of ours wait for too long. */
        static Broken late(Duration limit) {
            return new Broken("the API server did not answer within " + limit.toMillis() + " ms");
        }

        static String text(@Nullable Throwable cause) {
            if (cause instanceof IllegalArgumentException) {
                return UNSENDABLE; // its message may quote the token
            }
            var message = cause == null ? null : cause.getMessage();
            return message == null ? String.valueOf(cause) : Printable.of(message, LONGEST);
        }

        @Override
        public String kind() {
            return "broken";
        }
    }

    /** The connection stood, and nothing came for longer than {@code limit}, not even a bookmark. */
    record Silent(Duration limit) implements Failure {
        @Override
        public String reason() {
            return "the API server sent nothing for " + limit.toMillis() + " ms, no bookmark either";
        }

        @Override
        public String kind() {
            return "silent";
        }
    }

    /** The API server answered something else than success. */
    record Refused(int code, String reason, Duration retryAfter) implements Failure {
        @Override
        public String kind() {
            return "refused " + code;
        }
    }
}
