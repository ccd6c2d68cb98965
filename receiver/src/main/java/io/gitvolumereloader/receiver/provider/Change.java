package io.gitvolumereloader.receiver.provider;

import io.gitvolumereloader.receiver.hook.ObjectName;
import io.gitvolumereloader.receiver.hook.RefName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a payload, or an element of a list in it, says how one ref moved. Each place is given by several pointers, of
 * which the first counts where there is something; none where the provider does not tell. Immutable.
 *
 * @param name the ref's name: full where there is no {@code kind}, else short
 * @param kind what the short name is the name of
 * @param deleted truth values; one that is true says that the ref is gone
 */
record Change(List<String> name, List<String> kind, List<String> before, List<String> after, List<String> deleted) {
    private static final Map<String, String> FOLDERS =
            Map.of("branch", "refs/heads/", "named_branch", "refs/heads/", "tag", "refs/tags/");
    private static final String NAME = "the name of a ref";
    private static final String OBJECT = "an object name of 40 or 64 lower-case hexadecimal digits";

    /** How a ref moved. */
    record Moved(
            RefName ref,
            @Nullable ObjectName before,
            @Nullable ObjectName after) {
        /** Nobody knows which ref. */
        static final Moved SOMETHING = new Moved(RefName.ANY, null, null);
    }

    /** A change of a ref that is named in full. */
    static Change of(String name) {
        return new Change(List.of(name), List.of(), List.of(), List.of(), List.of());
    }

    /** A change of a ref whose name is short and which another field calls a branch or a tag. */
    static Change ofShort(List<String> name, List<String> kind) {
        return new Change(name, kind, List.of(), List.of(), List.of());
    }

    /** Adds where the object is named to which the ref pointed before. */
    Change before(String... pointers) {
        return new Change(name, kind, List.of(pointers), after, deleted);
    }

    /** Adds where the object is named to which the ref points now. */
    Change after(String... pointers) {
        return new Change(name, kind, before, List.of(pointers), deleted);
    }

    /** Adds where a deletion is told apart. */
    Change deleted(String... pointers) {
        return new Change(name, kind, before, after, List.of(pointers));
    }

    /** The same in the object at {@code place} of the payload. */
    Change within(String place) {
        return new Change(
                within(place, name),
                within(place, kind),
                within(place, before),
                within(place, after),
                within(place, deleted));
    }

    private static List<String> within(String place, List<String> pointers) {
        return pointers.stream().map(place::concat).toList();
    }

    /** Empty where this is neither a branch nor a tag, and where the payload has a complaint. */
    Optional<Moved> read(Payload payload) {
        var ref = ref(payload);
        var old = payload.optional(before, OBJECT, ObjectName::parse);
        var gone = payload.flag(deleted);
        var now = payload.optional(after, OBJECT, ObjectName::parse).filter(_ -> !gone);
        return ref.filter(full -> full.isBranch() || full.isTag() || full.equals(RefName.ANY))
                .map(full -> full.equals(RefName.ANY)
                        ? Moved.SOMETHING
                        : new Moved(full, old.orElse(null), now.orElse(null)));
    }

    private Optional<RefName> ref(Payload payload) {
        if (kind.isEmpty()) {
            return payload.required(name, NAME, RefName::parse);
        }
        return payload.required(kind, "the word branch or tag", Optional::of)
                .flatMap(word -> Optional.ofNullable(FOLDERS.get(word)))
                .flatMap(folder -> payload.required(name, NAME, text -> RefName.parse(folder + text)));
    }

    /** All places that are read. */
    Stream<String> pointers() {
        return Stream.of(name, kind, before, after, deleted).flatMap(List::stream);
    }
}
