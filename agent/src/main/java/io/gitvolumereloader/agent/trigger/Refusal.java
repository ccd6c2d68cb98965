package io.gitvolumereloader.agent.trigger;

import io.gitvolumereloader.agent.sync.Printable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Says in words what the API server means by an answer other than success, and what to do about it. */
final class Refusal {
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int GONE = 410;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNAVAILABLE = 503;
    private static final int LONGEST_MESSAGE = 300;
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private Refusal() {}

    /**
     * Cause and remedy.
     *
     * @param message what the API server says itself; empty where it says nothing
     * @param retryAfter how long it wants to be left alone; more than five minutes count as five
     * @param right what the agent's account has to be granted for this request
     */
    static Failure.Refused of(int code, String message, Duration retryAfter, String right) {
        var pause = retryAfter.compareTo(LONGEST_PAUSE) < 0 ? retryAfter : LONGEST_PAUSE;
        return new Failure.Refused(code, words(code, message, right), pause);
    }

    /** The header {@code Retry-After}; zero where it is missing or not in seconds. */
    static Duration pause(@Nullable String retryAfter) {
        return retryAfter != null && retryAfter.matches("\\d{1,6}")
                ? Duration.ofSeconds(Long.parseLong(retryAfter))
                : Duration.ZERO;
    }

    private static String words(int code, String message, String right) {
        var said = message.isEmpty() ? "" : ": " + Printable.of(message, LONGEST_MESSAGE);
        return switch (code) {
            case UNAUTHORIZED ->
                "the API server does not accept the agent's token (401" + said
                        + "); the token's file is read again for each attempt";
            case FORBIDDEN -> "the API server refuses (403" + said + "); grant the agent's service account " + right;
            case GONE -> "the API server no longer has what the watch goes on from (410" + said + ")";
            case TOO_MANY_REQUESTS, UNAVAILABLE -> "the API server is too busy (" + code + said + ")";
            default -> "the API server answered " + code + said;
        };
    }
}
