package io.gitvolumereloader.receiver;

import io.gitvolumereloader.receiver.hook.Delivery;
import io.gitvolumereloader.receiver.hook.DeliveryId;
import io.gitvolumereloader.receiver.hook.Event;
import io.gitvolumereloader.receiver.hook.Provider;
import io.gitvolumereloader.receiver.hook.Secret;
import io.gitvolumereloader.receiver.hook.Verdict;
import io.quarkus.funqy.Funq;
import jakarta.inject.Singleton;
import java.util.List;

/** A provider with a bug, to see what a bug costs. */
@Singleton
public class FaultyProvider implements Provider {
    /** Its endpoint. */
    public static class Function {
        private final Webhooks webhooks;
        private final FaultyProvider provider;

        Function(Webhooks webhooks, FaultyProvider provider) {
            this.webhooks = webhooks;
            this.provider = provider;
        }

        @Funq("faulty")
        public Report faulty() {
            return webhooks.receive(provider);
        }
    }

    @Override
    public String name() {
        return "faulty";
    }

    @Override
    public DeliveryId idOf(Delivery delivery) {
        return DeliveryId.of(name(), null);
    }

    @Override
    public Verdict authenticate(Delivery delivery, List<Secret> secrets) {
        return new Verdict.Authentic(new Secret(new byte[1]));
    }

    @Override
    public Event read(Delivery delivery) {
        throw new IllegalStateException("a bug");
    }
}
