package io.gitvolumereloader.receiver.oidc;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The keys of an issuer, remembered for ten minutes, and asked for at most every ten seconds, whatever tokens arrive.
 *
 * <p>So a key that the issuer takes back is believed for ten minutes at most, and a new one ten seconds after the first
 * token that needs it. Safe for many threads, of which one asks at a time.
 */
final class KnownKeys {
    private static final long GOOD_FOR = Duration.ofMinutes(10).toNanos();
    private static final long BETWEEN = Duration.ofSeconds(10).toNanos();
    private static final long PATIENCE = Duration.ofSeconds(5).toNanos();

    private final KeyServer server;
    private final LongSupplier nanos;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile @Nullable Known known;
    private volatile @Nullable Asked asked;

    private record Known(KeySet keys, long since) {}

    private record Asked(long when, String fault) {}

    KnownKeys(KeyServer server, LongSupplier nanos) {
        this.server = server;
        this.nanos = nanos;
    }

    /** What is remembered. Does not block. */
    Optional<KeySet> remembered() {
        var now = known;
        return now != null && nanos.getAsLong() - now.since < GOOD_FOR ? Optional.of(now.keys) : Optional.empty();
    }

    /** Whose keys they are, if that is known. Does not block. */
    Optional<String> issuer() {
        return remembered().map(KeySet::issuer).or(server::issuer);
    }

    /**
     * Keys in which the issuer has put the one called {@code id}, unless it has none of that name. Blocks for some
     * fifteen seconds at most, and hardly ever.
     *
     * @throws IOException if nobody can tell for now whether it has; the message is fit for a log
     */
    KeySet with(String id) throws IOException {
        var keys = remembered();
        if (keys.isPresent() && keys.get().has(id)) {
            return keys.get();
        }
        // Who brings a key that nobody knows does not wait beside another one who does.
        if (!tryLock(keys.isPresent() ? 0 : PATIENCE)) {
            throw new IOException("the issuer is being asked for its keys");
        }
        try {
            return asked(id);
        } finally {
            asking.unlock();
        }
    }

    private KeySet asked(String id) throws IOException {
        var keys = remembered();
        if (keys.isPresent() && keys.get().has(id)) {
            return keys.get(); // somebody else has asked meanwhile
        }
        var before = asked;
        if (before != null && nanos.getAsLong() - before.when < BETWEEN) {
            throw new IOException(before.fault);
        }
        try {
            asked = new Asked(nanos.getAsLong(), "the issuer was asked a moment ago, and had no such key yet");
            var found = server.fetch();
            known = new Known(found, nanos.getAsLong());
            return found;
        } catch (IOException e) {
            asked = new Asked(nanos.getAsLong(), String.valueOf(e.getMessage()));
            throw e;
        }
    }

    private boolean tryLock(long patience) throws IOException {
        try {
            return asking.tryLock(patience, TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new IOException("the receiver is being stopped");
        }
    }
}
