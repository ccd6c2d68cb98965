package io.gitvolumereloader.receiver;

import io.gitvolumereloader.receiver.hook.Delivery;
import io.gitvolumereloader.receiver.hook.Hook;
import io.gitvolumereloader.receiver.hook.Provider;
import io.gitvolumereloader.receiver.hook.Secrets;
import io.gitvolumereloader.receiver.hook.Verdict;
import io.gitvolumereloader.receiver.provider.MediaType;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/**
 * Checks proofs where they harm nobody: at once on the event loop where that takes less than a millisecond, on threads
 * of its own where there is much to compute, or a form to decode first, on others where somebody has to be asked.
 */
@ApplicationScoped
public class Verification {
    /** Bytes times secrets; a core computes some hundred of them in a microsecond. */
    private static final long AT_ONCE = 128 * 1024;

    /** So many bytes' time a proof takes by itself. */
    private static final long BY_ITSELF = 1024;

    /** So many of one provider may wait for answers from elsewhere at a time, and no other provider's wait for them. */
    private static final int ASKING = 4;

    private static final Verdict GONE = new Verdict.Rejected("the sender hung up before the proof was checked");

    private final Hook hook;
    private final Secrets secrets;
    private final WorkerExecutor threads;
    private final Map<String, WorkerExecutor> asking = new ConcurrentHashMap<>();
    private final Vertx vertx;

    Verification(Hook hook, Secrets secrets, Vertx vertx) {
        this.hook = hook;
        this.secrets = secrets;
        this.threads = vertx.createSharedWorkerExecutor(
                "verification", Runtime.getRuntime().availableProcessors());
        this.vertx = vertx;
    }

    /**
     * Whether a delivery is authentic. Called on the event loop, and answered there.
     *
     * @param gone whether the sender has hung up; then nothing is computed for him any more. Asked on any thread
     */
    Future<Verdict> of(Provider provider, Delivery delivery, BooleanSupplier gone) {
        var known = secrets.of(provider.name());
        var work = (delivery.body().length + BY_ITSELF) * Math.max(1, known.size());
        // What headers prove needs nobody else, even where others of the provider's deliveries do.
        var asks = provider.asksOthers() && !provider.isProvenByHeaders(delivery, known);
        if (!asks && work <= AT_ONCE && !MediaType.isForm(delivery.header("Content-Type"))) {
            return Future.succeededFuture(hook.authenticate(provider, delivery));
        }
        var executor = asks
                ? asking.computeIfAbsent(
                        provider.name(), name -> vertx.createSharedWorkerExecutor("asking-" + name, ASKING))
                : threads;
        return executor.executeBlocking(() -> gone.getAsBoolean() ? GONE : hook.authenticate(provider, delivery), false)
                .map(Objects::requireNonNull);
    }
}
