package io.gitvolumereloader.receiver.provider;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The places of a payload that somebody reads, as a tree of the names on the way there. Everything else is dropped
 * while it arrives. Immutable.
 */
final class Places {
    /** Stands for every element of a list. */
    static final String EACH = "*";

    /** Stands for the JSON that is the value of a text. */
    static final String INSIDE = "#";

    private final Map<String, Places> below;

    private Places(Map<String, Places> below) {
        this.below = Map.copyOf(below);
    }

    /**
     * The places that JSON pointers name, in which {@link #EACH} stands for every element of a list, and
     * {@link #INSIDE} for the JSON in a text.
     */
    static Places of(Stream<String> pointers) {
        return tree(pointers.map(pointer -> List.of(pointer.substring(1).split("/")))
                .toList());
    }

    private static Places tree(List<List<String>> paths) {
        var below = new HashMap<String, Places>();
        paths.stream()
                .filter(path -> !path.isEmpty())
                .collect(Collectors.groupingBy(
                        List::getFirst, Collectors.mapping(path -> path.subList(1, path.size()), Collectors.toList())))
                .forEach((name, rest) -> below.put(name, tree(rest)));
        return new Places(below);
    }

    /** What is read below the field {@code name}; null where the field itself is not read. */
    @Nullable Places field(String name) {
        return name.equals(INSIDE) ? null : below.get(name);
    }

    /** What is read of the JSON in this text; null where the text itself is read, or nothing. */
    @Nullable Places inside() {
        return below.get(INSIDE);
    }

    /** What is read of each element; null where no elements are read. */
    @Nullable Places element() {
        return below.get(EACH);
    }
}
