package io.gitvolumereloader.receiver.hook;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A kind of Git hosting: how it proves who it is and what its deliveries say. Stateless and safe for many threads. */
public interface Provider {
    /** The endpoint, {@code POST /<name>}; the name of its secret files, and the first part of its delivery ids. */
    String name();

    /**
     * Why {@code secret} is none that this provider can use: its kind, its options or its form; empty where it is one.
     * Says what to do, without a full stop, and quotes nothing of the secret.
     */
    default Optional<String> objection(Secret secret) {
        if (!secret.kind().equals(Secret.PLAIN) && !kinds().contains(secret.kind())) {
            return Optional.of(
                    kinds().isEmpty()
                            ? name() + " has one kind of secret only; leave kind out"
                            : name() + " has the kinds " + String.join(" and ", kinds())
                                    + "; write one of them, or leave kind out");
        }
        return Option.objection(name(), options(), secret.options());
    }

    /** What its secrets may, or have to, tell beside themselves; nothing for most providers. */
    default List<Option> options() {
        return List.of();
    }

    /**
     * Whether its webhooks go to {@code /<name>/<token>}, where the token is a secret; else they go to {@code /<name>}.
     */
    default boolean hasPathToken() {
        return false;
    }

    /** Whether a proof may have to ask somebody over the network, and so may take seconds. */
    default boolean asksOthers() {
        return false;
    }

    /** The kinds of secrets that it tells apart, in the order of messages; none where it has one kind only. */
    default List<String> kinds() {
        return List.of();
    }

    /** Those of {@code secrets}, all that it has, which vouch for nothing beside the others. */
    default List<Secret> idle(List<Secret> secrets) {
        return List.of();
    }

    /** The same provider by another clock; itself where it does not ask for the time. */
    default Provider at(InstantSource clock) {
        return this;
    }

    /** The same provider, asking {@code web} where a proof takes that; itself where it asks nobody. */
    default Provider asking(Web web) {
        return this;
    }

    /** The media types of its deliveries, in lower case and without parameters. */
    Set<String> mediaTypes();

    /** What to send as {@code WWW-Authenticate} with a refusal; empty where the provider does not ask to be asked. */
    default Optional<String> challenge() {
        return Optional.empty();
    }

    /** What the sender calls this delivery in its headers; not authenticated, bounded, fit for a log. */
    DeliveryId idOf(Delivery delivery);

    /**
     * What the sender calls an authentic delivery, in its headers or in its body; bounded, fit for a log. Never throws
     * for what the body holds.
     */
    default DeliveryId idOfAuthentic(Delivery delivery) {
        return idOf(delivery);
    }

    /**
     * What can be said against a delivery before its body is read: credentials that are missing, malformed, stale, or
     * wrong as far as headers show. Costs little.
     *
     * @param headers the delivery with its headers only
     * @return empty where the body is worth reading, which is no proof of anything
     */
    Optional<Verdict.Rejected> precheck(Delivery headers, List<Secret> secrets);

    /**
     * Whether a delivery to which {@link #precheck} has no objection is proven by that: whatever its body is,
     * {@link #authenticate} finds it authentic.
     */
    default boolean isProvenByHeaders(Delivery headers, List<Secret> secrets) {
        return false;
    }

    /** Whether the sender knows one of {@code secrets}. Believes nothing of the body. */
    Verdict authenticate(Delivery delivery, List<Secret> secrets);

    /** Reads a delivery for which {@code by} vouches. Never throws for what the body holds. */
    Event read(Delivery delivery, Secret by);
}
