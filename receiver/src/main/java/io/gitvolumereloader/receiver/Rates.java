package io.gitvolumereloader.receiver;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * A rate for each of many names, of which only the 10,000 that were used last are remembered: whoever is forgotten
 * begins anew. Safe to use from many threads; never blocks for long.
 */
final class Rates {
    private static final int MAX_NAMES = 10_000;

    private final int rate;
    private final LongSupplier nanos;
    private final Map<String, TokenBucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, TokenBucket> eldest) {
            return size() > MAX_NAMES;
        }
    };

    /** @param rate per second and name; at least 1 */
    Rates(int rate, LongSupplier nanos) {
        this.rate = rate;
        this.nanos = nanos;
    }

    /** Counts one for {@code name}; false where it has used up its rate. */
    synchronized boolean take(String name) {
        return buckets.computeIfAbsent(name, _ -> new TokenBucket(rate, nanos)).take();
    }

    /** Whether {@code name} has used up its rate. Counts nothing. */
    synchronized boolean isUsedUp(String name) {
        var bucket = buckets.get(name);
        return bucket != null && bucket.isEmpty();
    }
}
