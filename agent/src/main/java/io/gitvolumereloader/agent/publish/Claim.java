package io.gitvolumereloader.agent.publish;

import java.util.Optional;

/** What came of claiming the published folder. */
sealed interface Claim {
    /** Why the folder must not be touched; empty where it may. */
    default Optional<String> refusal() {
        return this instanceof Refused(var reason) ? Optional.of(reason) : Optional.empty();
    }

    /** It is the same folder as at the claim before. */
    record Same() implements Claim {}

    /** It is ours, and nobody knows for sure what is in it. */
    record Gained() implements Claim {}

    /** It must not be touched; {@code reason} has deed, object, cause and remedy. */
    record Refused(String reason) implements Claim {}
}
