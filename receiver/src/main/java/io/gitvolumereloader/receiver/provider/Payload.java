package io.gitvolumereloader.receiver.provider;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of a delivery, read field by field without trust in its shape: the fields of the topmost object, and those
 * of the objects in it. What lies deeper is checked and dropped while it is read.
 *
 * <p>No getter throws: a field of the wrong shape reads as absent and is kept as the {@link #complaint()}. Fields are
 * named by JSON pointers. Not safe for many threads.
 */
final class Payload {
    private static final int MAX_DEPTH = 64;
    private static final int KEPT_LEVELS = 2;
    private static final int MAX_TEXT = 4096;
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxNameLength(1_000)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .build())
            .build();

    private final JsonNode root;
    private @Nullable String complaint;

    private Payload(JsonNode root, @Nullable String complaint) {
        this.root = root;
        this.complaint = complaint;
    }

    /** Reads UTF-8 (or what else RFC 4627 allows) of at most 64 levels; anything else is a payload that complains. */
    static Payload parse(byte[] json) {
        try (var parser = JSON.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return unreadable("the payload is no JSON object");
            }
            var root = fields(parser, KEPT_LEVELS);
            return parser.nextToken() == null
                    ? new Payload(root, null)
                    : unreadable("the payload is more than one JSON object");
        } catch (JacksonException e) {
            return unreadable(
                    "the payload is no JSON that can be read: syntax error, doubled field, or more than %d levels"
                            .formatted(MAX_DEPTH));
        } catch (IOException e) {
            return unreadable("the payload is not encoded in UTF-8");
        }
    }

    /**
     * The object at which {@code parser} stands, without what lies deeper than {@code levels}: lists of commits can be
     * long.
     */
    private static ObjectNode fields(JsonParser parser, int levels) throws IOException {
        var fields = JSON.createObjectNode();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var name = parser.currentName();
            fields.set(name, value(parser, parser.nextToken(), levels - 1));
        }
        return fields;
    }

    private static JsonNode value(JsonParser parser, JsonToken token, int levels) throws IOException {
        var nodes = JSON.getNodeFactory();
        return switch (token) {
            case START_OBJECT -> {
                if (levels > 0) {
                    yield fields(parser, levels);
                }
                parser.skipChildren();
                yield nodes.objectNode();
            }
            case START_ARRAY -> {
                parser.skipChildren();
                yield nodes.arrayNode();
            }
            case VALUE_STRING -> nodes.textNode(parser.getTextLength() > MAX_TEXT ? "" : parser.getText());
            case VALUE_TRUE, VALUE_FALSE -> nodes.booleanNode(token == JsonToken.VALUE_TRUE);
            case VALUE_NULL -> nodes.nullNode();
            default -> nodes.numberNode(0); // nobody asks for a number, only whether it is one
        };
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
