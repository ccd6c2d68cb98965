package io.gitvolumereloader.receiver.provider;

import io.gitvolumereloader.receiver.hook.Event;
import io.gitvolumereloader.receiver.hook.Push;
import io.gitvolumereloader.receiver.hook.RepositoryKey;
import io.gitvolumereloader.receiver.provider.Change.Moved;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A delivery of pushes: of one ref, or of a list of refs, of which one that can't be read is any of the repository's.
 * Immutable.
 *
 * @param list where the list is; empty where the payload itself tells of one ref
 * @param change where each element of the list, or the payload itself, says what moved
 * @param incomplete truth values; one that is true says that there is more than the list holds
 */
record Pushes(Identity repository, Optional<String> list, Change change, List<String> incomplete) implements Reading {
    /** The payload tells of one ref. */
    static Pushes one(Identity repository, Change change) {
        return new Pushes(repository, Optional.empty(), change, List.of());
    }

    /** The payload has a list of refs. Where it is missing, nobody knows which. */
    static Pushes each(Identity repository, String list, Change change) {
        return new Pushes(repository, Optional.of(list), change, List.of());
    }

    /** Adds where the provider says that it left refs out. */
    Pushes incomplete(String pointer) {
        return new Pushes(repository, list, change, List.of(pointer));
    }

    /** The same in the object at {@code place} of the payload. */
    Pushes within(String place) {
        return new Pushes(
                repository.within(place),
                list.map(place::concat),
                list.isPresent() ? change : change.within(place),
                incomplete.stream().map(place::concat).toList());
    }

    @Override
    public Event read(Message message) {
        var payload = message.payload();
        var told = repository.with(message.options());
        var keys = told.keys(payload);
        var branch = told.branch(payload);
        var moved = list.map(pointer -> moved(payload, pointer))
                .orElseGet(() -> change.read(payload).stream().toList());
        if (keys.isEmpty() && payload.complaint() == null && told.isTooLong(payload)) {
            return new Event.Ignored("the repository's URLs are too long for any pod to name one");
        }
        if (keys.isEmpty() && moved.equals(List.of(Moved.SOMETHING)) && payload.complaint() == null) {
            return new Event.Ignored(
                    "the delivery names neither refs nor a repository: let the provider send all details");
        }
        if (keys.isEmpty()) {
            told.complain(payload);
        }
        var complaint = payload.complaint();
        return complaint == null ? event(message, keys, moved, branch) : new Event.Malformed(complaint);
    }

    @Override
    public Stream<String> pointers() {
        var changes = change.pointers()
                .map(pointer -> list.map(in -> in + "/" + Places.EACH).orElse("") + pointer);
        return Stream.of(repository.pointers(), changes, incomplete.stream()).flatMap(pointers -> pointers);
    }

    private List<Moved> moved(Payload payload, String pointer) {
        var elements = payload.list(pointer);
        var left = payload.flag(incomplete);
        if (elements.isEmpty() || left || elements.get().size() > PayloadParser.MAX_ELEMENTS) {
            return List.of(Moved.SOMETHING);
        }
        return elements.get().stream()
                .flatMap(element -> moved(element.apart()))
                .distinct()
                .toList();
    }

    /** An element that can't be read says that something moved, so that neither it nor the others are lost. */
    private Stream<Moved> moved(Payload element) {
        var read = change.read(element);
        return element.complaint() == null ? read.stream() : Stream.of(Moved.SOMETHING);
    }

    private static Event event(Message message, List<RepositoryKey> keys, List<Moved> moved, Optional<String> branch) {
        if (moved.isEmpty()) {
            return new Event.Ignored("only branches and tags matter, and the delivery names none");
        }
        return new Event.Pushed(moved.stream()
                .map(one -> new Push(message.id(), keys, one.ref(), one.before(), one.after(), branch.orElse(null)))
                .toList());
    }
}
