package io.gitvolumereloader.receiver;

import io.gitvolumereloader.receiver.hook.Delivery;
import io.gitvolumereloader.receiver.hook.Hook;
import io.gitvolumereloader.receiver.hook.Provider;
import io.gitvolumereloader.receiver.hook.Secrets;
import io.gitvolumereloader.receiver.hook.Verdict;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;

/**
 * Checks proofs where they harm nobody: at once on the event loop where that takes less than a millisecond, on threads
 * of its own where there is much to compute.
 */
@ApplicationScoped
public class Verification {
    /** Bytes times secrets; a core computes some hundred of them in a microsecond. */
    private static final long AT_ONCE = 128 * 1024;

    private final Hook hook;
    private final Secrets secrets;
    private final WorkerExecutor threads;

    Verification(Hook hook, Secrets secrets, Vertx vertx) {
        this.hook = hook;
        this.secrets = secrets;
        this.threads = vertx.createSharedWorkerExecutor(
                "verification", Runtime.getRuntime().availableProcessors());
    }

    /** Whether a delivery is authentic. Called on the event loop, and answered there. */
    Future<Verdict> of(Provider provider, Delivery delivery) {
        var work = (long) delivery.body().length * secrets.of(provider.name()).size();
        return work <= AT_ONCE
                ? Future.succeededFuture(hook.authenticate(provider, delivery))
                : threads.executeBlocking(() -> hook.authenticate(provider, delivery), false)
                        .map(Objects::requireNonNull);
    }
}
