package io.gitvolumereloader.receiver.hook;

/** Whether a delivery comes from somebody who knows a secret. */
public sealed interface Verdict {
    /** The delivery may go on. */
    sealed interface Accepted extends Verdict {}

    /** The secret {@code by} signed exactly these bytes; it decides whom the delivery may speak for. */
    record Authentic(Secret by) implements Accepted {}

    /**
     * Nobody proved anything, and nothing is asked for: the provider tries out the connection, and does not sign that.
     * Answered by a constant.
     */
    record Harmless() implements Accepted {}

    /** Nobody proved anything. {@code reason} is for our log and never for the sender; it quotes nothing. */
    record Rejected(String reason) implements Verdict {}
}
