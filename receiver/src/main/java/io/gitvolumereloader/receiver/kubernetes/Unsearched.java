package io.gitvolumereloader.receiver.kubernetes;

import io.gitvolumereloader.receiver.hook.Deadline;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The namespaces in which a delivery still searches for its pods, and why that has failed so far. Used under the lock
 * of the {@link FanOut}.
 */
final class Unsearched {
    /** Longer than an API server that has just started takes to know all rights. */
    private static final Duration AGE_OF_REFUSALS = Duration.ofSeconds(30);

    /** In kilobytes or so: a thread that waits for a list of a namespace. */
    private static final int WEIGHT_OF_SEARCH = 3;

    /** So many names of pods take a kilobyte or so. */
    private static final int FOUND_PER_WEIGHT = 4;

    private static final String STILL_LISTING = "can't list pods: deadline: the list has not ended yet";

    private final Map<String, Optional<PodListing.Failure>> failures = new LinkedHashMap<>();
    private final Map<String, Deadline> refusedUntil = new HashMap<>();
    private final Map<String, Integer> found = new HashMap<>();
    private final Deadline end;

    /** @param end when all searches are given up */
    Unsearched(List<String> namespaces, Deadline end) {
        namespaces.forEach(namespace -> failures.put(namespace, Optional.empty()));
        this.end = end;
    }

    /**
     * Remembers why a search has failed so far.
     *
     * @param volumes how many it has found, which it keeps in mind
     */
    void failed(String namespace, PodListing.Failure failure, int volumes) {
        failures.replace(namespace, Optional.of(failure));
        found.put(namespace, volumes);
        if (isDenied(namespace)) {
            refusedUntil.computeIfAbsent(namespace, _ -> end.within(AGE_OF_REFUSALS));
        } else {
            refusedUntil.remove(namespace);
        }
    }

    /** Whether it is worth trying again: not what is refused for longer than an API server takes to start. */
    boolean isWorthIt(String namespace) {
        return !refusedUntil.getOrDefault(namespace, end).remaining().isZero();
    }

    /** Remembers that a search has ended. */
    void ended(String namespace) {
        failures.remove(namespace);
        refusedUntil.remove(namespace);
        found.remove(namespace);
    }

    /** How much memory the searches take, in kilobytes or so. */
    int weight() {
        return WEIGHT_OF_SEARCH * failures.size()
                + found.values().stream().mapToInt(Integer::intValue).sum() / FOUND_PER_WEIGHT;
    }

    boolean isEmpty() {
        return failures.isEmpty();
    }

    /** In how many of them the account may not list pods, as far as is known. */
    int denied() {
        return (int) failures.keySet().stream().filter(this::isDenied).count();
    }

    /** Whether there is none, or none but those that are refused, for which nobody waits. */
    boolean isDone() {
        return denied() == failures.size();
    }

    /**
     * Why each of them is not searched yet.
     *
     * @param again whether those that fail begin again
     */
    List<String> reasons(boolean again) {
        return failures.values().stream()
                .map(failure -> again
                        ? failure.map(known -> "trying again: " + known.reason())
                                .orElse(STILL_LISTING)
                        : "not tried again, since there is no room for more searches: "
                                + failure.map(PodListing.Failure::reason).orElse(STILL_LISTING))
                .toList();
    }

    private boolean isDenied(String namespace) {
        return failures.getOrDefault(namespace, Optional.empty())
                .filter(failure -> failure.kind() == PodListing.Kind.DENIED)
                .isPresent();
    }
}
