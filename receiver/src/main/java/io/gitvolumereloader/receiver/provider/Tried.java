package io.gitvolumereloader.receiver.provider;

import io.gitvolumereloader.receiver.hook.Event;
import java.util.List;
import java.util.stream.Stream;

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
