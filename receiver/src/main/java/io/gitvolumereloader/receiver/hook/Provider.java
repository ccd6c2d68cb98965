package io.gitvolumereloader.receiver.hook;

import java.util.List;
import java.util.Optional;

/** A kind of Git hosting: how it signs its deliveries and what they say. Stateless and safe for many threads. */
public interface Provider {
    /** The endpoint {@code POST /<name>}, the name of its secret files, and the first part of its delivery ids. */
    String name();

    /**
     * Why {@code secret} is none that this provider can use: its kind, its options or its form; empty where it is one.
     * Says what to do, without a full stop, and quotes nothing of the secret.
     */
    default Optional<String> objection(Secret secret) {
        if (!secret.kind().equals(Secret.PLAIN)) {
            return Optional.of(name() + " has one kind of secret only; leave kind out");
        }
        return secret.options().isEmpty() ? Optional.empty() : Optional.of(name() + " has no options; leave them out");
    }

    /** What the sender calls this delivery; not authenticated, bounded, fit for a log. */
    DeliveryId idOf(Delivery delivery);

    /** Whether one of {@code secrets} signed the raw body. Reads nothing of the body. */
    Verdict authenticate(Delivery delivery, List<Secret> secrets);

    /** Reads an authentic delivery. Never throws for what the body holds. */
    Event read(Delivery delivery);
}
