package io.gitvolumereloader.agent.trigger;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gitvolumereloader.agent.sync.Announcement;
import io.gitvolumereloader.agent.sync.CommitId;
import io.gitvolumereloader.agent.sync.Printable;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** Reads the value of the {@code push} annotation, as {@code docs/contract.md} describes it. */
public final class PushAnnotation {
    private static final int DEEPEST = 8;
    private static final int LONGEST = 1024;
    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build());

    private PushAnnotation() {}

    /** What a value turned out to be. */
    public sealed interface Reading {
        /** It announces a push. */
        record Announced(Announcement announcement) implements Reading {}

        /** It does not follow the contract; {@code reason} says how, and holds nothing of the value. */
        record Unreadable(String reason) implements Reading {}
    }

    /** Reads a value; never throws. Fields that nobody knows are ignored. */
    public static Reading read(String value) {
        JsonNode json;
        try {
            json = JSON.readTree(value);
        } catch (JsonProcessingException _) {
            return new Reading.Unreadable("it is not JSON");
        }
        if (!json.isObject()) {
            return new Reading.Unreadable("it is not a JSON object");
        }
        var ref = text(json, "ref");
        if (ref == null || ref.isEmpty()) {
            return new Reading.Unreadable("it has no text 'ref'");
        }
        for (var name : new String[] {"before", "after"}) {
            var id = text(json, name);
            if (id == null ? json.hasNonNull(name) : !CommitId.isObjectName(id)) {
                return new Reading.Unreadable("its '" + name + "' is not an object name");
            }
        }
        return new Reading.Announced(new Announcement(
                Printable.of(ref, LONGEST),
                commit(json, "before"),
                commit(json, "after"),
                delivery(json),
                instant(json)));
    }

    private static @Nullable String text(JsonNode json, String name) {
        var value = json.get(name);
        return value != null && value.isTextual() ? value.textValue() : null;
    }

    private static @Nullable String delivery(JsonNode json) {
        var text = text(json, "delivery");
        return text == null ? null : Printable.of(text, LONGEST);
    }

    private static @Nullable CommitId commit(JsonNode json, String name) {
        var text = text(json, name);
        return text == null ? null : CommitId.parse(text).orElse(null);
    }

    private static @Nullable Instant instant(JsonNode json) {
        var text = text(json, "at");
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeParseException _) {
            return null;
        }
    }
}
