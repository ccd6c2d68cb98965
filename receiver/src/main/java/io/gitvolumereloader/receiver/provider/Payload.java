package io.gitvolumereloader.receiver.provider;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of a delivery, or an element of a list in it, read field by field without trust in its shape.
 *
 * <p>No getter throws: a field of the wrong shape reads as absent and is kept as the {@link #complaint()}, which a
 * payload and the elements of its lists have in common. Fields are named by JSON pointers. Not safe for many threads.
 */
final class Payload {
    private final JsonNode node;
    private final String path;
    private final List<String> complaints;

    private Payload(JsonNode node, String path, List<String> complaints) {
        this.node = node;
        this.path = path;
        this.complaints = complaints;
    }

    static Payload of(JsonNode root) {
        return new Payload(root, "", new ArrayList<>());
    }

    /** A payload in which nothing can be found. */
    static Payload unreadable(String complaint) {
        return new Payload(MissingNode.getInstance(), "", new ArrayList<>(List.of(complaint)));
    }

    /** The same, with complaints of its own. */
    Payload apart() {
        return new Payload(node, path, new ArrayList<>());
    }

    /** What was wrong first; null where all that was asked for had its shape. Quotes nothing of the payload. */
    @Nullable String complaint() {
        return complaints.isEmpty() ? null : complaints.getFirst();
    }

    /** Adds a complaint, unless there is one already. */
    void complain(String pointer, String expected) {
        if (complaints.isEmpty()) {
            complaints.add(path + pointer + " is not " + expected);
        }
    }

    /** Whether there is anything but null at one of {@code pointers}. */
    boolean has(List<String> pointers) {
        return pointers.stream().anyMatch(pointer -> isThere(at(pointer)));
    }

    /**
     * The text at the first of {@code pointers} where there is something, as {@code parse} understands it; empty where
     * there is nothing, with a complaint where it is no text or not understood.
     */
    <T> Optional<T> optional(List<String> pointers, String expected, Function<String, Optional<T>> parse) {
        for (var pointer : pointers) {
            if (isThere(at(pointer))) {
                var value = text(pointer, expected).flatMap(parse);
                if (value.isEmpty()) {
                    complain(pointer, expected);
                }
                return value;
            }
        }
        return Optional.empty();
    }

    /** Like {@link #optional}, but complains where there is nothing. */
    <T> Optional<T> required(List<String> pointers, String expected, Function<String, Optional<T>> parse) {
        var value = optional(pointers, expected, parse);
        if (value.isEmpty()) {
            complain(pointers.getFirst(), expected);
        }
        return value;
    }

    /** The text at {@code pointer}; empty where it is absent or null, with a complaint where it is no text. */
    Optional<String> text(String pointer, String expected) {
        var value = at(pointer);
        if (!isThere(value)) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            complain(pointer, expected);
            return Optional.empty();
        }
        return Optional.of(value.textValue());
    }

    /** Whether there is {@code true} at one of {@code pointers}; complains where there is no truth value. */
    boolean flag(List<String> pointers) {
        var flag = false;
        for (var pointer : pointers) {
            var value = at(pointer);
            if (isThere(value) && !value.isBoolean()) {
                complain(pointer, "true or false");
            }
            flag |= value.booleanValue();
        }
        return flag;
    }

    /**
     * The elements of the list at {@code pointer}, no more than are kept; empty where it is absent or null, with a
     * complaint where it is no list.
     */
    Optional<List<Payload>> list(String pointer) {
        var list = at(pointer);
        if (!isThere(list)) {
            return Optional.empty();
        }
        if (!list.isArray()) {
            complain(pointer, "a list");
            return Optional.empty();
        }
        var elements = new ArrayList<Payload>();
        for (var element : list) {
            elements.add(new Payload(element, path + pointer + "/" + elements.size(), complaints));
        }
        return Optional.of(List.copyOf(elements));
    }

    private JsonNode at(String pointer) {
        return node.at(JsonPointer.valueOf(pointer));
    }

    private static boolean isThere(JsonNode value) {
        return !value.isMissingNode() && !value.isNull();
    }
}
