package io.gitvolumereloader.receiver.provider;

import io.gitvolumereloader.receiver.hook.Delivery;
import io.gitvolumereloader.receiver.hook.Secret;
import io.gitvolumereloader.receiver.hook.Verdict;
import java.util.List;
import java.util.Optional;

/** A scheme whose whole proof is in the headers. It says nothing about the body. */
interface HeaderScheme extends Scheme {
    @Override
    default Optional<Verdict.Rejected> precheck(Delivery headers, List<Secret> secrets) {
        return check(headers, secrets) instanceof Verdict.Rejected rejected ? Optional.of(rejected) : Optional.empty();
    }

    @Override
    default boolean isProvenByHeaders(Delivery headers, List<Secret> secrets) {
        return true;
    }
}
