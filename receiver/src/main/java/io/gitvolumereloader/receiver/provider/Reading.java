package io.gitvolumereloader.receiver.provider;

import io.gitvolumereloader.receiver.hook.Event;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** How deliveries of one kind are understood. Immutable. */
sealed interface Reading permits Reading.Ping, Reading.Tried, Reading.ByHeader, Reading.ByField, Pushes {
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
     * The provider tries the webhook out where the header {@code header} is {@code value}.
     *
     * @param otherwise how to read all else
     */
    record Tried(String header, String value, Reading otherwise) implements Reading {
        @Override
        public Event read(Message message) {
            return message.header(List.of(header)).filter(value::equals).isPresent()
                    ? new Event.Pinged()
                    : otherwise.read(message);
        }

        @Override
        public Stream<String> pointers() {
            return otherwise.pointers();
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

    private static Event read(Optional<Reading> reading, Message message, String advice) {
        return reading.map(known -> known.read(message)).orElseGet(() -> new Event.Ignored(advice));
    }
}
