package io.gitvolumereloader.receiver.hook;

/** What an authentic delivery says. */
public sealed interface Event {
    /** A branch or tag was pushed, created or deleted. */
    record Pushed(Push push) implements Event {}

    /** The provider tries the webhook out. */
    record Pinged() implements Event {}

    /** Something that is none of our business; {@code reason} says what. */
    record Ignored(String reason) implements Event {}

    /** Something that can't be read; {@code reason} names the place and what belongs there, and quotes nothing. */
    record Malformed(String reason) implements Event {}
}
