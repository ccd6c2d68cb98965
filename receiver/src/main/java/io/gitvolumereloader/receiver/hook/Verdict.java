package io.gitvolumereloader.receiver.hook;

/** Whether a delivery comes from somebody who knows a secret. */
public sealed interface Verdict {
    /**
     * Whoever sent this knows the secret {@code by}, which decides whom the delivery may speak for. Where the provider
     * signs, it vouches for every byte; a token or a password vouches for the sender alone.
     */
    record Authentic(Secret by) implements Verdict {}

    /**
     * Nobody proved anything, and nothing is asked for: the provider tries out the connection, and does not sign that.
     * Answered by a constant, and never handed to the {@link Hook}.
     */
    record Harmless() implements Verdict {}

    /** Nobody proved anything. {@code reason} is for our log and never for the sender; it quotes nothing. */
    record Rejected(String reason) implements Verdict {}

    /**
     * Nobody can tell for now, since somebody who has to be asked does not answer: worth sending again. {@code reason}
     * is for our log and never for the sender; it quotes nothing.
     */
    record Undecided(String reason) implements Verdict {}
}
