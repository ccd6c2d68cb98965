package io.gitvolumereloader.receiver.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.gitvolumereloader.receiver.hook.Printable;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Tells from an HTTP response of the API server what it means for us. */
final class Answers {
    private static final int NOT_FOUND = 404;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNAVAILABLE = 503;
    private static final int MAX_MESSAGE = 230;
    private static final ObjectMapper JSON = new ObjectMapper();

    private Answers() {}

    static Answer of(HttpResponse<?> response, byte[] content) {
        var body = read(content);
        if (response.isSuccessful()) {
            return new Answer.Done(body);
        }
        var reason = reason(response.code(), body);
        return switch (response.code()) {
            case NOT_FOUND -> new Answer.NotFound();
            case TOO_MANY_REQUESTS, UNAVAILABLE -> new Answer.Busy(reason, pause(response.header("Retry-After")));
            default -> new Answer.Failed(reason);
        };
    }

    private static JsonNode read(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException _) {
            return MissingNode.getInstance();
        }
    }

    /** The message of the API server names account, verb, object and namespace where rights are missing. */
    private static String reason(int code, JsonNode status) {
        var message = Printable.of(status.path("message").asText(""), MAX_MESSAGE);
        return message.isEmpty()
                ? "the API server answered " + code
                : "the API server answered " + code + ": " + message;
    }

    private static Duration pause(@Nullable String retryAfter) {
        return retryAfter != null && retryAfter.matches("\\d{1,6}")
                ? Duration.ofSeconds(Long.parseLong(retryAfter))
                : Duration.ZERO;
    }
}
