package io.gitvolumereloader.receiver.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;

/** What came back from the API server for one request. Reasons are bounded and fit for a log. */
sealed interface Answer {
    /** Done; {@code body} is what the server sent. */
    record Done(JsonNode body) implements Answer {}

    /** The object does not exist. */
    record NotFound() implements Answer {}

    /** Refused for now; the server asks to come back after {@code retryAfter}, zero where it does not say. */
    record Busy(String reason, Duration retryAfter) implements Answer {}

    /** The connection failed before there was an answer. */
    record Cut(String reason) implements Answer {}

    /** Refused, and asking again would not help; or no time is left. */
    record Failed(String reason) implements Answer {}
}
