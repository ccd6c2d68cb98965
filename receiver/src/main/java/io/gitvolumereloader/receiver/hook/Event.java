package io.gitvolumereloader.receiver.hook;

import java.net.URI;
import java.util.List;

/** What an authentic delivery says. */
public sealed interface Event {
    /** Branches or tags were pushed, created or deleted: one push a ref, in the order of the delivery; never none. */
    record Pushed(List<Push> pushes) implements Event {
        /** Copies {@code pushes}. */
        public Pushed {
            pushes = List.copyOf(pushes);
            if (pushes.isEmpty()) {
                throw new IllegalArgumentException("a delivery without a push is to be ignored");
            }
        }
    }

    /** The provider tries the webhook out. */
    record Pinged() implements Event {}

    /**
     * The provider begins to send once {@code url} is asked by GET; it is one that nobody but the provider can have
     * named.
     */
    record Confirm(URI url) implements Event {}

    /** The provider will send no more, which somebody may not have meant; {@code reason} says what to do about it. */
    record Ended(String reason) implements Event {}

    /** Something that is none of our business; {@code reason} says what. */
    record Ignored(String reason) implements Event {}

    /** Something that can't be read; {@code reason} names the place and what belongs there, and quotes nothing. */
    record Malformed(String reason) implements Event {}
}
