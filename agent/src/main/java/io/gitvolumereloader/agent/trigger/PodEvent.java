package io.gitvolumereloader.agent.trigger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * What a watch on one pod tells, one message an event. Immutable.
 *
 * @see <a href="https://kubernetes.io/docs/reference/using-api/api-concepts/#efficient-detection-of-changes">Kubernetes
 *     API concepts: watches, bookmarks</a>
 */
sealed interface PodEvent {
    /** The pod is like this now. A pod that is created anew under the same name has another uid. */
    record Seen(String uid, Map<String, String> annotations) implements PodEvent {}

    /** The pod has been deleted. */
    record Gone() implements PodEvent {}

    /** Nothing has changed, and the watch is alive. */
    record Alive() implements PodEvent {}

    /** The API server ends the watch; {@code retryAfter} is zero where it does not say. */
    record Failed(int code, String message, Duration retryAfter) implements PodEvent {}

    /** It is no event. */
    record Unreadable() implements PodEvent {}

    /** Reads a message, with whole pods or with their metadata only; never throws. */
    static PodEvent read(String message) {
        JsonNode event;
        try {
            event = Reader.JSON.readTree(message);
        } catch (JsonProcessingException _) {
            return new Unreadable();
        }
        return switch (event.path("type").asText()) {
            case "ADDED", "MODIFIED" -> Reader.seen(event.path("object").path("metadata"));
            case "DELETED" -> new Gone();
            case "BOOKMARK" -> new Alive();
            case "ERROR" -> Reader.failed(event.path("object"));
            default -> new Unreadable();
        };
    }

    /** How it is read; an interface can't hide that otherwise. */
    final class Reader {
        private static final ObjectMapper JSON = new ObjectMapper();

        private Reader() {}

        private static PodEvent seen(JsonNode metadata) {
            if (!metadata.isObject()) {
                return new Unreadable();
            }
            var annotations = new HashMap<String, String>();
            metadata.path("annotations")
                    .propertyStream()
                    .forEach(entry ->
                            annotations.put(entry.getKey(), entry.getValue().asText()));
            return new Seen(metadata.path("uid").asText(), Map.copyOf(annotations));
        }

        private static PodEvent failed(JsonNode status) {
            return new Failed(
                    status.path("code").asInt(),
                    status.path("message").asText(),
                    Duration.ofSeconds(Math.max(
                            0, status.path("details").path("retryAfterSeconds").asInt())));
        }
    }
}
