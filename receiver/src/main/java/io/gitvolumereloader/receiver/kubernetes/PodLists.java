package io.gitvolumereloader.receiver.kubernetes;

import io.gitvolumereloader.receiver.hook.Deadline;
import io.gitvolumereloader.receiver.hook.Follower;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/**
 * Lists that deliveries share. Who comes while the pods of a namespace are being listed waits for the next list, which
 * starts after he has come and serves all who wait by then: however many deliveries there are, a namespace has one list
 * under way, and one to come. Where the one under way is stuck, the next does not wait for it.
 *
 * <p>Blocks; safe to use from many threads.
 */
final class PodLists {
    /** Over all namespaces; each needs some memory for what has arrived and is not read yet. */
    private static final int AT_A_TIME = 8;

    private static final int OF_ONE_NAMESPACE = 2;

    /** The part of his time after which whoever waits for a list to begin takes the one under way for stuck. */
    private static final int PATIENCE = 3;

    /** A list ends a moment after its deadline, and says better than others why. */
    private static final Duration GRACE = Duration.ofMillis(200);

    /** What one delivery learns of one namespace; where that failed, what it has learned so far. */
    record Part(List<Follower> followers, int seen, List<String> oddities, Optional<String> failure) {}

    private final PodListing listing;
    private final Semaphore places = new Semaphore(AT_A_TIME, true);
    private final Map<String, SharedList> coming = new HashMap<>();
    private final Map<String, Integer> underWay = new HashMap<>();

    PodLists(PodListing listing) {
        this.listing = listing;
    }

    /** The volumes of a namespace that are {@code wanted}, by a list that starts from now on; by the deadline or so. */
    Part followers(String namespace, Predicate<Follower> wanted, Deadline deadline) {
        var member = new Gathering(wanted, deadline);
        var list = join(namespace, member);
        try {
            var failure = end(namespace, list, deadline);
            member.leave();
            return new Part(member.found(), member.seen(), list.odditiesFor(member), failure);
        } catch (TimeoutException _) {
            return soFar(member, "deadline: the list did not end in time");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return soFar(member, "interrupted");
        } catch (ExecutionException e) {
            throw new IllegalStateException("a list ended by a defect", e);
        }
    }

    /** How many deliveries wait for the next list of a namespace to start. */
    synchronized int waiting(String namespace) {
        var next = coming.get(namespace);
        return next == null ? 0 : next.size();
    }

    private static Part soFar(Gathering member, String why) {
        member.leave();
        return new Part(member.found(), member.seen(), List.of(), Optional.of("can't list pods: " + why));
    }

    private Optional<String> end(String namespace, SharedList list, Deadline deadline)
            throws InterruptedException, ExecutionException, TimeoutException {
        var left = deadline.remaining();
        try {
            return list.end().get(left.dividedBy(PATIENCE).toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            overtake(namespace, list);
            return list.end()
                    .get(left.minus(left.dividedBy(PATIENCE)).plus(GRACE).toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private synchronized SharedList join(String namespace, Gathering member) {
        var list = coming.computeIfAbsent(namespace, _ -> new SharedList());
        list.join(member);
        if (!underWay.containsKey(namespace)) {
            start(namespace);
        }
        return list;
    }

    /** Starts a list that still waits for another one. */
    private synchronized void overtake(String namespace, SharedList list) {
        if (coming.get(namespace) == list && underWay.getOrDefault(namespace, 0) < OF_ONE_NAMESPACE) {
            start(namespace);
        }
    }

    private void start(String namespace) {
        underWay.merge(namespace, 1, Integer::sum);
        Thread.ofVirtual().name("list of pods").start(() -> run(namespace));
    }

    private void run(String namespace) {
        places.acquireUninterruptibly();
        try {
            begin(namespace).ifPresent(list -> run(namespace, list));
        } finally {
            places.release();
            ended(namespace);
        }
    }

    /** From now on nobody joins. */
    private synchronized Optional<SharedList> begin(String namespace) {
        return Optional.ofNullable(coming.remove(namespace));
    }

    private void run(String namespace, SharedList list) {
        try {
            list.end().complete(list.deadline().flatMap(deadline -> listing.list(namespace, deadline, list)));
        } finally {
            // Whatever went wrong, nobody waits in vain.
            list.end().completeExceptionally(new IllegalStateException("the list has ended"));
        }
    }

    private synchronized void ended(String namespace) {
        underWay.computeIfPresent(namespace, (_, lists) -> lists == 1 ? null : lists - 1);
        if (coming.containsKey(namespace) && !underWay.containsKey(namespace)) {
            start(namespace);
        }
    }
}
