package io.gitvolumereloader.receiver.hook;

/** Whether a delivery comes from somebody who knows a secret. */
public sealed interface Verdict {
    /** One of the secrets signed exactly these bytes. */
    record Authentic() implements Verdict {}

    /** Nobody proved anything. {@code reason} is for our log and never for the sender; it quotes nothing. */
    record Rejected(String reason) implements Verdict {}
}
