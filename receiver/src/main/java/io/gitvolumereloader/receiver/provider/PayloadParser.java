package io.gitvolumereloader.receiver.provider;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import org.jspecify.annotations.Nullable;

/**
 * Turns JSON into a {@link Payload} while it streams by: all of it is checked, and only what somebody reads is kept.
 * Safe for many threads.
 *
 * @param places what is kept
 * @param maxText texts with more characters are read as empty ones
 */
record PayloadParser(Places places, int maxText) {
    /** So many elements of a list are kept, and one more to tell that there are others. */
    static final int MAX_ELEMENTS = 1_000;

    private static final int MAX_DEPTH = 64;
    private static final int MAX_NAME = 1_000;
    private static final int MAX_TEXT = 4096;
    private static final int MAX_INSIDE = 256 * 1024;
    private static final String UNREADABLE = "the payload is no JSON that can be read: syntax error, doubled field,"
            + " a field's name of more than " + MAX_NAME + " characters, or more than " + MAX_DEPTH + " levels";
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxNameLength(MAX_NAME)
                            .build())
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES) // it remembers each name that it has seen
                    .build())
            .build();

    /** A parser that keeps texts of at most 4,096 characters. */
    PayloadParser(Places places) {
        this(places, MAX_TEXT);
    }

    /**
     * Reads UTF-8 of at most 64 levels, in which nothing that is kept is there twice; anything else is a payload that
     * complains.
     */
    Payload parse(byte[] json) {
        try (var parser = JSON.createParser(reader(json))) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Payload.unreadable("the payload is no JSON object");
            }
            var root = fields(parser, places);
            return parser.nextToken() == null
                    ? Payload.of(root)
                    : Payload.unreadable("the payload is more than one JSON object");
        } catch (JacksonException e) {
            return Payload.unreadable(UNREADABLE);
        } catch (IOException e) {
            return Payload.unreadable("the payload is not encoded in UTF-8");
        }
    }

    /** By the bytes themselves, Jackson would remember each name of a field. */
    private static Reader reader(byte[] json) {
        return new InputStreamReader(new ByteArrayInputStream(json), UTF_8.newDecoder());
    }

    private ObjectNode fields(JsonParser parser, Places places) throws IOException {
        var fields = JSON.createObjectNode();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var name = parser.currentName();
            var token = parser.nextToken();
            var below = places.field(name);
            if (below == null) {
                parser.skipChildren();
            } else {
                if (fields.has(name)) {
                    throw new JsonParseException(parser, "a doubled field");
                }
                fields.set(name, value(parser, token, below));
            }
        }
        return fields;
    }

    private ArrayNode elements(JsonParser parser, Places places) throws IOException {
        var elements = JSON.createArrayNode();
        var each = places.element();
        for (var token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (each == null || elements.size() > MAX_ELEMENTS) {
                parser.skipChildren();
            } else {
                elements.add(value(parser, token, each));
            }
        }
        return elements;
    }

    private JsonNode value(JsonParser parser, JsonToken token, Places places) throws IOException {
        var nodes = JSON.getNodeFactory();
        return switch (token) {
            case START_OBJECT -> fields(parser, places);
            case START_ARRAY -> elements(parser, places);
            case VALUE_STRING -> text(parser, places.inside());
            case VALUE_TRUE, VALUE_FALSE -> nodes.booleanNode(token == JsonToken.VALUE_TRUE);
            case VALUE_NULL -> nodes.nullNode();
            default -> nodes.numberNode(0); // nobody asks for a number, only whether it is one
        };
    }

    private JsonNode text(JsonParser parser, @Nullable Places inside) throws IOException {
        var nodes = JSON.getNodeFactory();
        if (inside == null) {
            return nodes.textNode(parser.getTextLength() > maxText ? "" : parser.getText());
        }
        var text = parser.getTextLength() > MAX_INSIDE ? "" : parser.getText().strip();
        return text.startsWith("{") ? nodes.objectNode().set(Places.INSIDE, inner(text, inside)) : nodes.textNode("");
    }

    /** An object inside of a text; it can hold no third one, since places end somewhere. */
    private ObjectNode inner(String text, Places inside) throws IOException {
        try (var parser = JSON.createParser(new StringReader(text))) {
            parser.nextToken();
            var fields = fields(parser, inside);
            if (parser.nextToken() != null) {
                throw new JsonParseException(parser, "more than one object");
            }
            return fields;
        }
    }
}
