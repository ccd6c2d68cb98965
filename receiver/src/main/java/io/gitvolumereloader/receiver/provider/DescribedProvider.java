package io.gitvolumereloader.receiver.provider;

import io.gitvolumereloader.receiver.hook.Delivery;
import io.gitvolumereloader.receiver.hook.DeliveryId;
import io.gitvolumereloader.receiver.hook.Event;
import io.gitvolumereloader.receiver.hook.Option;
import io.gitvolumereloader.receiver.hook.Provider;
import io.gitvolumereloader.receiver.hook.Secret;
import io.gitvolumereloader.receiver.hook.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The one machinery: checks and reads the deliveries of a provider by its {@link Description}. */
abstract class DescribedProvider implements Provider {
    private final Description description;
    private final PayloadParser parser;
    private final Set<String> mediaTypes;

    DescribedProvider(Description description) {
        this.description = description;
        this.mediaTypes = Stream.concat(description.form().mediaTypes().stream(), description.mediaTypes().stream())
                .collect(Collectors.toUnmodifiableSet());
        this.parser = new PayloadParser(Places.of(pointers()));
    }

    @Override
    public final String name() {
        return description.name();
    }

    @Override
    public final Set<String> mediaTypes() {
        return mediaTypes;
    }

    @Override
    public final Optional<String> challenge() {
        return description.scheme().challenge();
    }

    @Override
    public final Optional<String> objection(Secret secret) {
        return Provider.super.objection(secret).or(() -> description.scheme().objection(secret));
    }

    @Override
    public final List<String> kinds() {
        return description.scheme().kinds();
    }

    @Override
    public final List<Option> options() {
        return description.options();
    }

    @Override
    public final boolean hasPathToken() {
        return description.scheme().isInPath();
    }

    @Override
    public final boolean asksOthers() {
        return description.scheme().asksOthers();
    }

    @Override
    public final List<Secret> idle(List<Secret> secrets) {
        return description.scheme().idle(secrets);
    }

    @Override
    public final DeliveryId idOfAuthentic(Delivery delivery) {
        return new Message(description, parser, delivery, Map.of()).id();
    }

    @Override
    public final DeliveryId idOf(Delivery delivery) {
        return DeliveryId.of(name(), delivery.first(description.idHeaders()).orElse(null));
    }

    @Override
    public final Optional<Verdict.Rejected> precheck(Delivery headers, List<Secret> secrets) {
        return secrets.isEmpty()
                ? Optional.of(nobodyKnows())
                : description.scheme().precheck(headers, secrets);
    }

    @Override
    public final boolean isProvenByHeaders(Delivery headers, List<Secret> secrets) {
        return description.scheme().isProvenByHeaders(headers, secrets);
    }

    @Override
    public final Verdict authenticate(Delivery delivery, List<Secret> secrets) {
        if (secrets.isEmpty()) {
            return nobodyKnows();
        }
        return description
                .form()
                .signed(delivery)
                .map(signed -> description.scheme().check(delivery.withBody(signed), secrets))
                .orElseGet(() -> new Verdict.Rejected(Form.UNREADABLE));
    }

    @Override
    public final Event read(Delivery delivery, Secret by) {
        return description.reading().read(new Message(description, parser, delivery, by.options()));
    }

    private Verdict.Rejected nobodyKnows() {
        return new Verdict.Rejected("the receiver has no secret for " + name() + ": give it the webhook's");
    }

    /** All places of a payload that are read. */
    final Stream<String> pointers() {
        return Stream.concat(
                        description.idFields().stream(), description.reading().pointers())
                .distinct();
    }
}
