package io.gitvolumereloader.receiver.provider;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of a delivery, read field by field without trust in its shape.
 *
 * <p>No getter throws: a field of the wrong shape reads as absent and is kept as the {@link #complaint()}. Fields are
 * named by JSON pointers. Not safe for many threads.
 */
final class Payload {
    private static final int MAX_DEPTH = 64;
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxNameLength(1_000)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final JsonNode root;
    private @Nullable String complaint;

    private Payload(JsonNode root, @Nullable String complaint) {
        this.root = root;
        this.complaint = complaint;
    }

    /** Reads UTF-8 (or what else RFC 4627 allows) of at most 64 levels; anything else is a payload that complains. */
    static Payload parse(byte[] json) {
        try {
            var root = JSON.readTree(json);
            return root != null && root.isObject()
                    ? new Payload(root, null)
                    : unreadable("the payload is no JSON object");
        } catch (JacksonException e) {
            return unreadable(
                    "the payload is no JSON that can be read: syntax error, doubled field, or more than %d levels"
                            .formatted(MAX_DEPTH));
        } catch (IOException e) {
            return unreadable("the payload is not encoded in UTF-8");
        }
    }

    /** A payload in which nothing can be found. */
    static Payload unreadable(String complaint) {
        return new Payload(MissingNode.getInstance(), complaint);
    }

    /** What was wrong first; null where all that was asked for had its shape. Quotes nothing of the payload. */
    @Nullable String complaint() {
        return complaint;
    }

    /** Adds a complaint, unless there is one already. */
    void complain(String pointer, String expected) {
        if (complaint == null) {
            complaint = pointer + " is not " + expected;
        }
    }

    /**
     * The text at {@code pointer} as {@code parse} understands it; complains where it is absent, no text or not
     * understood.
     */
    <T> Optional<T> required(String pointer, String expected, Function<String, Optional<T>> parse) {
        var value = optional(pointer, expected, parse);
        if (value.isEmpty()) {
            complain(pointer, expected);
        }
        return value;
    }

    /** Like {@link #required}, but absent and null are fine, and empty. */
    <T> Optional<T> optional(String pointer, String expected, Function<String, Optional<T>> parse) {
        var text = text(pointer, expected);
        var value = text.flatMap(parse);
        if (text.isPresent() && value.isEmpty()) {
            complain(pointer, expected);
        }
        return value;
    }

    /** The text at {@code pointer}; empty where it is absent or null, with a complaint where it is no text. */
    Optional<String> text(String pointer, String expected) {
        var node = root.at(pointer);
        if (node.isMissingNode() || node.isNull()) {
            return Optional.empty();
        }
        if (!node.isTextual()) {
            complain(pointer, expected);
            return Optional.empty();
        }
        return Optional.of(node.textValue());
    }

    /**
     * The truth value at {@code pointer}; false where it is absent or null, with a complaint where it is no truth
     * value.
     */
    boolean flag(String pointer) {
        var node = root.at(pointer);
        if (!node.isMissingNode() && !node.isNull() && !node.isBoolean()) {
            complain(pointer, "true or false");
        }
        return node.isBoolean() && node.booleanValue();
    }
}
