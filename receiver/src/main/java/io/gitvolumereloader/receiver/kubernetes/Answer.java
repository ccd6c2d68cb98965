package io.gitvolumereloader.receiver.kubernetes;

import java.time.Duration;

/**
 * What came back from the API server for one request. Reasons are bounded and fit for a log.
 *
 * @param <T> what is read from the body of a good answer
 */
sealed interface Answer<T> {
    /** Done. */
    record Done<T>(T value) implements Answer<T> {}

    /** The object does not exist. */
    record NotFound<T>() implements Answer<T> {}

    /** What was asked for existed once, and is forgotten: the rest of a list, for one. */
    record Expired<T>() implements Answer<T> {}

    /**
     * Refused for now; the server asks to come back after {@code retryAfter}, at most ten seconds; zero where it does
     * not say.
     */
    record Busy<T>(String reason, Duration retryAfter) implements Answer<T> {}

    /**
     * Refused, since the account's token does not count or it lacks a right: somebody has to give it that right, or the
     * API server has just started and does not know all rights yet.
     */
    record Denied<T>(String reason) implements Answer<T> {}

    /** The answer did not come in time. */
    record Late<T>() implements Answer<T> {}

    /** The connection failed before the answer was complete. */
    record Cut<T>(String reason) implements Answer<T> {}

    /** Refused, and asking again would not help. */
    record Failed<T>(String reason) implements Answer<T> {}
}
