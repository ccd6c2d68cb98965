package io.gitvolumereloader.receiver.provider;

import io.gitvolumereloader.receiver.hook.Event;
import io.gitvolumereloader.receiver.hook.Push;
import io.gitvolumereloader.receiver.hook.RefName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** How deliveries of one kind are understood. Immutable. */
interface Reading {
    /** What the delivery says; never throws for what it holds. */
    Event read(Message message);

    /** All places of the payload that are read, as {@link Places} wants them. */
    Stream<String> pointers();

    /** The provider tries the webhook out; whatever the payload says does not count. */
    record Ping() implements Reading {
        @Override
        public Event read(Message message) {
            return new Event.Pinged();
        }

        @Override
        public Stream<String> pointers() {
            return Stream.empty();
        }
    }

    /**
     * It does not matter, whatever it says.
     *
     * @param advice what to tell about it
     */
    record NotOurs(String advice) implements Reading {
        @Override
        public Event read(Message message) {
            return new Event.Ignored(advice);
        }

        @Override
        public Stream<String> pointers() {
            return Stream.empty();
        }
    }

    /**
     * It is the last that the provider sends.
     *
     * @param advice what to do if nobody meant that
     */
    record Ended(String advice) implements Reading {
        @Override
        public Event read(Message message) {
            return new Event.Ended(advice);
        }

        @Override
        public Stream<String> pointers() {
            return Stream.empty();
        }
    }

    /**
     * A header says how to read.
     *
     * @param headers the names of that header; the first that a delivery has counts
     * @param readings by the header's value
     * @param advice what to tell about all other values
     */
    record ByHeader(List<String> headers, Map<String, Reading> readings, String advice) implements Reading {
        @Override
        public Event read(Message message) {
            return message.header(headers)
                    .map(kind -> Reading.read(Optional.ofNullable(readings.get(kind)), message, advice))
                    .orElseGet(() -> new Event.Malformed("the " + headers.getFirst() + " header is missing"));
        }

        @Override
        public Stream<String> pointers() {
            return readings.values().stream().flatMap(Reading::pointers);
        }
    }

    /**
     * A field of the payload says how to read.
     *
     * @param places where it is; the first where there is something counts
     * @param readings by the field's text
     * @param advice what to tell about all other texts
     */
    record ByField(List<String> places, Map<String, Reading> readings, String advice) implements Reading {
        @Override
        public Event read(Message message) {
            var payload = message.payload();
            return payload.required(places, "the name of an event", Optional::of)
                    .map(kind -> Reading.read(Optional.ofNullable(readings.get(kind)), message, advice))
                    .orElseGet(() -> new Event.Malformed(String.valueOf(payload.complaint())));
        }

        @Override
        public Stream<String> pointers() {
            return Stream.concat(places.stream(), readings.values().stream().flatMap(Reading::pointers));
        }
    }

    /** One of two readings: {@code there} where there is anything at {@code pointer}, else {@code otherwise}. */
    record Present(String pointer, Reading there, Reading otherwise) implements Reading {
        @Override
        public Event read(Message message) {
            return (message.payload().has(List.of(pointer)) ? there : otherwise).read(message);
        }

        @Override
        public Stream<String> pointers() {
            return Stream.of(Stream.of(pointer), there.pointers(), otherwise.pointers())
                    .flatMap(pointers -> pointers);
        }
    }

    /**
     * Every element of a list, which may be of different repositories, is read like a payload. What all of them push
     * counts as one delivery; where that is more than 1,000 refs, nobody knows which.
     *
     * @param list where the list is
     * @param reading finds pushes, or nothing that matters
     */
    record Each(String list, Reading reading) implements Reading {
        private static final String LIST = "a list of at most " + PayloadParser.MAX_ELEMENTS + " elements";

        @Override
        public Event read(Message message) {
            var payload = message.payload();
            var elements = payload.list(list).filter(all -> all.size() <= PayloadParser.MAX_ELEMENTS);
            if (elements.isEmpty()) {
                payload.complain(list, LIST);
                return new Event.Malformed(String.valueOf(payload.complaint()));
            }
            var pushes = new ArrayList<Push>();
            var nothing = new Event.Ignored("the delivery is a list of nothing");
            for (var element : elements.get()) {
                switch (reading.read(message.about(element))) {
                    case Event.Pushed(var some) -> pushes.addAll(some);
                    case Event.Ignored ignored -> nothing = ignored;
                    case Event.Malformed malformed -> {
                        return malformed;
                    }
                    case Event.Pinged _, Event.Confirm _, Event.Ended _ ->
                        throw new IllegalStateException("an element of a list is a push or nothing");
                }
            }
            return pushes.isEmpty() ? nothing : new Event.Pushed(bounded(pushes));
        }

        @Override
        public Stream<String> pointers() {
            return reading.pointers().map(pointer -> list + "/" + Places.EACH + pointer);
        }

        private static List<Push> bounded(List<Push> pushes) {
            return pushes.size() <= PayloadParser.MAX_ELEMENTS
                    ? pushes
                    : pushes.stream()
                            .map(push -> new Push(
                                    push.delivery(),
                                    push.repositories(),
                                    RefName.ANY,
                                    null,
                                    null,
                                    push.defaultBranch()))
                            .distinct()
                            .toList();
        }
    }

    private static Event read(Optional<Reading> reading, Message message, String advice) {
        return reading.map(known -> known.read(message)).orElseGet(() -> new Event.Ignored(advice));
    }
}
