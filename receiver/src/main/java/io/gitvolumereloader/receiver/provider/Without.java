package io.gitvolumereloader.receiver.provider;

import io.gitvolumereloader.receiver.hook.Event;
import java.util.List;
import java.util.stream.Stream;

/** Nothing is read where there is anything at {@code place}, which {@code complaint} says. */
record Without(String place, String complaint, Reading otherwise) implements Reading {
    @Override
    public Event read(Message message) {
        return message.payload().has(List.of(place)) ? new Event.Malformed(complaint) : otherwise.read(message);
    }

    @Override
    public Stream<String> pointers() {
        return Stream.concat(Stream.of(place), otherwise.pointers());
    }
}
