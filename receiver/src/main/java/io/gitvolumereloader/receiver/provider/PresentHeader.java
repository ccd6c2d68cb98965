package io.gitvolumereloader.receiver.provider;

import io.gitvolumereloader.receiver.hook.Delivery;
import io.gitvolumereloader.receiver.hook.Secret;
import io.gitvolumereloader.receiver.hook.Verdict;
import java.util.List;
import java.util.Optional;

/**
 * One of two schemes that are equally strong: the first where its header is there, else the second.
 *
 * @param header the header by which {@code first} is recognised
 */
record PresentHeader(String header, Scheme first, Scheme second) implements Scheme {
    @Override
    public Optional<Verdict.Rejected> precheck(Delivery headers, List<Secret> secrets) {
        return chosen(headers).precheck(headers, secrets);
    }

    @Override
    public Verdict check(Delivery delivery, List<Secret> secrets) {
        return chosen(delivery).check(delivery, secrets);
    }

    @Override
    public Optional<String> challenge() {
        return first.challenge().or(second::challenge);
    }

    private Scheme chosen(Delivery delivery) {
        return delivery.header(header) == null ? second : first;
    }
}
