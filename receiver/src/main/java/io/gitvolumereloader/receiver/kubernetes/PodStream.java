package io.gitvolumereloader.receiver.kubernetes;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.gitvolumereloader.receiver.hook.Contract;
import io.gitvolumereloader.receiver.hook.PodMetadata;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Reads the API server's answers about pods, whole ones or their metadata only, while they arrive: of a list there is
 * one pod in memory at a time, and of a pod its names and our annotations.
 */
final class PodStream {
    /** Names of fields are not kept for ever: they are keys of strangers' annotations. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .build();

    /** Twice what any value of the contract can have. */
    private static final int MAX_VALUE = 2048;

    private PodStream() {}

    /**
     * Hands the pods of a list that are not about to end to {@code each}.
     *
     * @return by what the rest of the list can be asked for; empty where there is no rest
     * @throws JsonProcessingException if it is no list
     * @throws IOException if {@code body} breaks off
     */
    static String list(InputStream body, Consumer<PodMetadata> each) throws IOException {
        try (var json = open(body)) {
            var rest = "";
            var listed = false;
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                var field = json.currentName();
                json.nextToken();
                if (field.equals("metadata")) {
                    rest = rest(json);
                } else if (field.equals("items")) {
                    listed = true;
                    items(json, each);
                } else {
                    json.skipChildren();
                }
            }
            if (!listed) {
                throw new JsonParseException(json, "no list");
            }
            return rest;
        }
    }

    /**
     * Reads over a single pod.
     *
     * @throws JsonProcessingException if it is no pod
     */
    static Boolean pod(InputStream body) throws IOException {
        try (var json = open(body)) {
            json.skipChildren();
            return true;
        }
    }

    private static JsonParser open(InputStream body) throws IOException {
        var json = JSON.createParser(body).disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw new JsonParseException(json, "no object");
        }
        return json;
    }

    private static String rest(JsonParser json) throws IOException {
        var rest = "";
        while (isInside(json)) {
            if (json.currentName().equals("continue")) {
                rest = json.nextTextValue();
            } else {
                json.nextToken();
                json.skipChildren();
            }
        }
        return rest == null ? "" : rest;
    }

    private static void items(JsonParser json, Consumer<PodMetadata> each) throws IOException {
        if (json.currentToken() == JsonToken.START_ARRAY) {
            while (json.nextToken() == JsonToken.START_OBJECT) {
                item(json, each);
            }
        }
    }

    private static void item(JsonParser json, Consumer<PodMetadata> each) throws IOException {
        while (isInside(json)) {
            var isMetadata = json.currentName().equals("metadata");
            json.nextToken();
            if (isMetadata) {
                metadata(json, each);
            } else {
                json.skipChildren();
            }
        }
    }

    private static void metadata(JsonParser json, Consumer<PodMetadata> each) throws IOException {
        var texts = new HashMap<String, String>();
        Map<String, String> annotations = Map.of();
        while (isInside(json)) {
            var field = json.currentName();
            var value = json.nextToken();
            if (value == JsonToken.VALUE_STRING) {
                texts.put(field, json.getText());
            } else if (field.equals("annotations") && value == JsonToken.START_OBJECT) {
                annotations = annotations(json);
            } else {
                json.skipChildren();
            }
        }
        if (texts.getOrDefault("deletionTimestamp", "").isEmpty()) {
            each.accept(
                    new PodMetadata(texts.getOrDefault("namespace", ""), texts.getOrDefault("name", ""), annotations));
        }
    }

    private static Map<String, String> annotations(JsonParser json) throws IOException {
        var ours = new HashMap<String, String>();
        while (isInside(json)) {
            var key = json.currentName();
            if (json.nextToken() == JsonToken.VALUE_STRING && Contract.isOurs(key)) {
                var value = json.getText();
                ours.put(key, value.length() <= MAX_VALUE ? value : value.substring(0, MAX_VALUE));
            } else {
                json.skipChildren();
            }
        }
        return ours;
    }

    /** Moves on to the next field of the object; false at its end. */
    private static boolean isInside(JsonParser json) throws IOException {
        return json.nextToken() == JsonToken.FIELD_NAME;
    }
}
