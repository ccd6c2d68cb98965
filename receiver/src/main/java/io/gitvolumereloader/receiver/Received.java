package io.gitvolumereloader.receiver;

import io.gitvolumereloader.receiver.hook.Delivery;
import io.gitvolumereloader.receiver.hook.Provider;
import io.gitvolumereloader.receiver.hook.Verdict;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A delivery that the gate has let pass: whole, and no stranger's. It travels with its request. */
record Received(Provider provider, Delivery delivery, Verdict.Authentic verdict) {
    private static final String KEY = Received.class.getName();

    /** What came with a request that has reached the function. */
    static Received of(RoutingContext context) {
        return Objects.requireNonNull(find(context), "the gate lets nobody else pass");
    }

    /** What came with a request; null where the gate has not let it pass yet. */
    static @Nullable Received find(RoutingContext context) {
        return context.get(KEY);
    }

    void travelWith(RoutingContext context) {
        context.put(KEY, this);
    }
}
