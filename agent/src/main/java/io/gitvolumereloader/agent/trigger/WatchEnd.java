package io.gitvolumereloader.agent.trigger;

import java.time.Duration;

/** How one watch ended. Reasons are bounded, say cause and remedy, and hold no secret. */
sealed interface WatchEnd {
    /** After the time that was asked for. */
    record Expected() implements WatchEnd {}

    /** Too early, or it never stood. */
    sealed interface Lost extends WatchEnd {
        /** What people are told. */
        String reason();

        /** Equal for ends of which people need to be told only once while they follow each other. */
        String kind();

        /** How long the API server wants to be left alone; zero where it does not say. */
        default Duration retryAfter() {
            return Duration.ZERO;
        }
    }

    /** The connection broke, or none came about. */
    record Broken(String reason) implements Lost {
        @Override
        public String kind() {
            return "broken";
        }
    }

    /** The connection stood, and nothing came for longer than {@code limit}, not even a bookmark. */
    record Silent(Duration limit) implements Lost {
        @Override
        public String reason() {
            return "the API server sent nothing for " + limit.toMillis() + " ms, no bookmark either";
        }

        @Override
        public String kind() {
            return "silent";
        }
    }

    /** The API server refused it, or ended it with an error. */
    record Refused(int code, String reason, Duration retryAfter) implements Lost {
        @Override
        public String kind() {
            return "refused " + code;
        }
    }
}
