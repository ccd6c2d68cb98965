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
 * @param other the header by which {@code second} is
 */
record PresentHeader(String header, Scheme first, String other, Scheme second) implements Scheme {
    @Override
    public Optional<Verdict.Rejected> precheck(Delivery headers, List<Secret> secrets) {
        return fault(headers).or(() -> chosen(headers).precheck(headers, secrets));
    }

    @Override
    public boolean isProvenByHeaders(Delivery headers, List<Secret> secrets) {
        return chosen(headers).isProvenByHeaders(headers, secrets);
    }

    @Override
    public Verdict check(Delivery delivery, List<Secret> secrets) {
        var fault = fault(delivery);
        return fault.isPresent() ? fault.get() : chosen(delivery).check(delivery, secrets);
    }

    @Override
    public Optional<String> challenge() {
        return first.challenge().or(second::challenge);
    }

    private Optional<Verdict.Rejected> fault(Delivery delivery) {
        return delivery.first(List.of(header, other)).isPresent()
                ? Optional.empty()
                : Optional.of(new Verdict.Rejected("neither an " + header + " nor an " + other
                        + " header: does the webhook have a secret or a password?"));
    }

    private Scheme chosen(Delivery delivery) {
        return delivery.header(header) == null ? second : first;
    }
}
