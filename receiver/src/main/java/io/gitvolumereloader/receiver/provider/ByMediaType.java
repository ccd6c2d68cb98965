package io.gitvolumereloader.receiver.provider;

import io.gitvolumereloader.receiver.hook.Event;
import java.util.stream.Stream;

/** Deliveries of one media type, in lower case, are read by {@code these}, all others by {@code others}. */
record ByMediaType(String mediaType, Reading these, Reading others) implements Reading {
    @Override
    public Event read(Message message) {
        return (message.mediaType().equals(mediaType) ? these : others).read(message);
    }

    @Override
    public Stream<String> pointers() {
        return Stream.concat(these.pointers(), others.pointers());
    }
}
