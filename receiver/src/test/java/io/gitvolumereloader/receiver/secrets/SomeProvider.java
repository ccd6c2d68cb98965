package io.gitvolumereloader.receiver.secrets;

import io.gitvolumereloader.receiver.hook.Delivery;
import io.gitvolumereloader.receiver.hook.DeliveryId;
import io.gitvolumereloader.receiver.hook.Event;
import io.gitvolumereloader.receiver.hook.Provider;
import io.gitvolumereloader.receiver.hook.Secret;
import io.gitvolumereloader.receiver.hook.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A provider that has secrets of the kinds plain and {@code token}, with the option {@code header}.
 *
 * @param atObjection runs whenever somebody asks for an objection
 */
record SomeProvider(String name, Runnable atObjection) implements Provider {
    SomeProvider(String name) {
        this(name, () -> {});
    }

    @Override
    public Optional<String> objection(Secret secret) {
        atObjection.run();
        if (!List.of(Secret.PLAIN, "token").contains(secret.kind())) {
            return Optional.of("no such kind; write token");
        }
        return secret.options().keySet().stream()
                .filter(option -> !option.equals("header"))
                .findFirst()
                .map(_ -> "no such option; there is header");
    }

    @Override
    public Set<String> mediaTypes() {
        return Set.of();
    }

    @Override
    public Optional<Verdict.Rejected> precheck(Delivery headers, List<Secret> secrets) {
        return Optional.empty();
    }

    @Override
    public DeliveryId idOf(Delivery delivery) {
        return DeliveryId.of(name, null);
    }

    @Override
    public Verdict authenticate(Delivery delivery, List<Secret> secrets) {
        return new Verdict.Rejected("nobody is authentic");
    }

    @Override
    public Event read(Delivery delivery, Secret by) {
        return new Event.Ignored("nothing matters");
    }
}
