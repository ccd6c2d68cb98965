package io.gitvolumereloader.receiver;

import io.gitvolumereloader.receiver.hook.Delivery;
import io.gitvolumereloader.receiver.hook.DeliveryId;
import io.gitvolumereloader.receiver.hook.Event;
import io.gitvolumereloader.receiver.hook.Provider;
import io.gitvolumereloader.receiver.hook.Secret;
import io.gitvolumereloader.receiver.hook.Verdict;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A provider with a bug, to see what a bug costs. */
@Singleton
public class FaultyProvider implements Provider {
    @Override
    public String name() {
        return "faulty";
    }

    @Override
    public DeliveryId idOf(Delivery delivery) {
        return DeliveryId.of(name(), null);
    }

    @Override
    public Set<String> mediaTypes() {
        return Set.of("application/json");
    }

    @Override
    public Optional<Verdict.Rejected> precheck(Delivery headers, List<Secret> secrets) {
        return Optional.empty();
    }

    @Override
    public Verdict authenticate(Delivery delivery, List<Secret> secrets) {
        return new Verdict.Authentic(new Secret(new byte[1]));
    }

    @Override
    public Event read(Delivery delivery, Secret by) {
        throw new IllegalStateException("a bug");
    }
}
