package io.gitvolumereloader.receiver.hook;

import java.util.List;

/** A kind of Git hosting: how it signs its deliveries and what they say. Stateless and safe for many threads. */
public interface Provider {
    /** The endpoint {@code POST /<name>}, the name of its secret files, and the first part of its delivery ids. */
    String name();

    /** What the sender calls this delivery; not authenticated, bounded, fit for a log. */
    DeliveryId idOf(Delivery delivery);

    /** Whether one of {@code secrets} signed the raw body. Reads nothing of the body. */
    Verdict authenticate(Delivery delivery, List<Secret> secrets);

    /** Reads an authentic delivery. Never throws for what the body holds. */
    Event read(Delivery delivery);
}
