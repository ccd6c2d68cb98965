package io.gitvolumereloader.receiver.hook;

import java.net.URI;

/** Somebody else's servers, where a provider can't do without asking them. Safe for many threads. */
@FunctionalInterface
public interface Web {
    /** What came of a question. */
    sealed interface Answer {}

    /** The server answered 200, by {@code text} of a bounded size, each byte one character of Latin-1. */
    record Got(String text) implements Answer {}

    /** Nothing of use came in time. {@code reason} is fit for a log and for the sender; it quotes nothing. */
    record Failed(String reason) implements Answer {}

    /**
     * Asks {@code url} by GET. Blocks for some seconds at most, and goes where it is sent, and nowhere else: whoever
     * calls this has checked that nobody can have us ask just anybody.
     */
    Answer get(URI url);
}
