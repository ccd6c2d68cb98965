package io.gitvolumereloader.receiver.provider;

import io.gitvolumereloader.receiver.hook.Delivery;
import io.gitvolumereloader.receiver.hook.Secret;
import io.gitvolumereloader.receiver.hook.Verdict;
import java.util.List;
import java.util.Optional;

/**
 * A way to prove that one knows a secret. Every comparison with a secret takes a time that depends neither on what is
 * right of it nor on which of several secrets fits. Safe for many threads.
 */
interface Scheme {
    /** What can be said against a delivery by its headers; empty where its body is worth reading. */
    Optional<Verdict.Rejected> precheck(Delivery headers, List<Secret> secrets);

    /**
     * Whether {@link #precheck} is the whole proof of a delivery with such headers, against which it says nothing: then
     * its sender is known before a byte of the body is read.
     */
    default boolean isProvenByHeaders(Delivery headers, List<Secret> secrets) {
        return false;
    }

    /** Whether one of {@code secrets} vouches for {@code delivery}, whose body is what the provider signs. */
    Verdict check(Delivery delivery, List<Secret> secrets);

    /** Why {@code secret} can vouch for nothing here, and what to do; empty where it can. Quotes nothing of it. */
    default Optional<String> objection(Secret secret) {
        return Optional.empty();
    }

    /** The kinds of secrets that it tells apart; none where it has one kind only. */
    default List<String> kinds() {
        return List.of();
    }

    /** Those of {@code secrets}, all that there are, which vouch for nothing beside the others. */
    default List<Secret> idle(List<Secret> secrets) {
        return List.of();
    }

    /** Whether it is in the path, behind the provider's name. */
    default boolean isInPath() {
        return false;
    }

    /** Whether a check may have to ask somebody over the network. */
    default boolean asksOthers() {
        return false;
    }

    /** What to send as {@code WWW-Authenticate} with a refusal; empty where senders do not wait for it. */
    default Optional<String> challenge() {
        return Optional.empty();
    }
}
