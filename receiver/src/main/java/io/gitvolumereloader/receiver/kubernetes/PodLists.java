package io.gitvolumereloader.receiver.kubernetes;

import io.gitvolumereloader.receiver.hook.Deadline;
import io.gitvolumereloader.receiver.hook.Follower;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/**
 * Lists that deliveries share. Who comes while the pods of a namespace are being listed waits for the next list, which
 * starts after he has come and serves all who wait by then: however many deliveries there are, a namespace has one list
 * under way, and one to come, in a {@link Rhythm} of its own.
 *
 * <p>Blocks; safe to use from many threads.
 */
final class PodLists {
    /** Over all namespaces; each needs some memory for what has arrived and is not read yet. */
    private static final int AT_A_TIME = 8;

    /** After that lists are taken for stuck, and keep nobody else from listing. */
    private static final Duration PATIENCE_FOR_A_PLACE = Duration.ofSeconds(1);

    /** The part of his time after which whoever waits for a list to begin takes the one under way for stuck. */
    private static final int PATIENCE = 3;

    /** A list ends a moment after its deadline, and says better than others why. */
    private static final Duration GRACE = Duration.ofMillis(200);

    /** What one delivery learns of one namespace; where that failed, what it has learned so far. */
    record Part(List<Follower> followers, int seen, List<String> oddities, Optional<PodListing.Failure> failure) {}

    private final PodListing listing;
    private final Semaphore places = new Semaphore(AT_A_TIME, true);
    private final Map<String, Rhythm> rhythms = new HashMap<>();

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
            return soFar(namespace, member, "deadline: the list did not end in time");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return soFar(namespace, member, "interrupted");
        } catch (ExecutionException e) {
            throw new IllegalStateException("a list ended by a defect", e);
        }
    }

    /** Why the pods of a namespace can't be listed, and are not being listed right now; empty where they can. */
    synchronized Optional<PodListing.Failure> trouble(String namespace) {
        var rhythm = rhythms.get(namespace);
        return rhythm == null || rhythm.pause().isZero() ? Optional.empty() : rhythm.last();
    }

    /** How many deliveries wait for the next list of a namespace to start. */
    synchronized int waiting(String namespace) {
        var rhythm = rhythms.get(namespace);
        return rhythm == null ? 0 : rhythm.waiting();
    }

    private Part soFar(String namespace, Gathering member, String why) {
        member.leave();
        var failure = trouble(namespace)
                .orElseGet(() -> new PodListing.Failure("can't list pods: " + why, PodListing.Kind.LATE));
        return new Part(member.found(), member.seen(), List.of(), Optional.of(failure));
    }

    private Optional<PodListing.Failure> end(String namespace, SharedList list, Deadline deadline)
            throws InterruptedException, ExecutionException, TimeoutException {
        var left = deadline.remaining();
        var first = left.dividedBy(PATIENCE);
        try {
            return list.end().get(first.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            overtake(namespace, list);
            return list.end().get(left.minus(first).plus(GRACE).toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private synchronized SharedList join(String namespace, Gathering member) {
        var list = rhythm(namespace).next();
        list.join(member);
        startNext(namespace);
        return list;
    }

    private synchronized void overtake(String namespace, SharedList list) {
        rhythm(namespace).overtake(list);
        startNext(namespace);
    }

    private synchronized Rhythm rhythm(String namespace) {
        return rhythms.computeIfAbsent(namespace, _ -> new Rhythm());
    }

    private synchronized void startNext(String namespace) {
        var rhythm = rhythm(namespace);
        var pause = rhythm.pause();
        if (rhythm.isIdle()) {
            rhythms.remove(namespace);
        } else if (rhythm.isDue() && pause.isZero()) {
            rhythm.begin();
            Thread.ofVirtual().name("list of pods").start(() -> run(namespace));
        } else if (rhythm.isDue()) {
            rhythm.await(true);
            CompletableFuture.delayedExecutor(pause.toNanos(), TimeUnit.NANOSECONDS, Thread::startVirtualThread)
                    .execute(() -> pauseEnded(namespace));
        }
    }

    private synchronized void pauseEnded(String namespace) {
        rhythm(namespace).await(false);
        startNext(namespace);
    }

    private void run(String namespace) {
        var placed = false;
        try {
            placed = places.tryAcquire(PATIENCE_FOR_A_PLACE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        try {
            take(namespace).ifPresent(list -> run(namespace, list));
        } finally {
            if (placed) {
                places.release();
            }
            ended(namespace);
        }
    }

    private synchronized Optional<SharedList> take(String namespace) {
        return rhythm(namespace).take();
    }

    private void run(String namespace, SharedList list) {
        try {
            list.deadline().ifPresent(deadline -> {
                list.end().complete(list(namespace, deadline, list));
            });
        } finally {
            // Whatever went wrong, nobody waits in vain.
            list.end().completeExceptionally(new IllegalStateException("the list has ended"));
        }
    }

    /** Of a list that was never asked for nothing is learned. */
    private Optional<PodListing.Failure> list(String namespace, Deadline deadline, SharedList list) {
        if (deadline.remaining().isZero()) {
            return Optional.of(
                    new PodListing.Failure("can't list pods: deadline: its turn came too late", PodListing.Kind.LATE));
        }
        var failure = listing.list(namespace, deadline, list);
        learned(namespace, failure);
        return failure;
    }

    /** Whoever waits for the next list learns at once that the account may not list, and joins the one that follows. */
    private synchronized void learned(String namespace, Optional<PodListing.Failure> failure) {
        var rhythm = rhythm(namespace);
        rhythm.ended(failure);
        var refused =
                failure.filter(known -> known.kind() == PodListing.Kind.DENIED).isPresent();
        if (refused && !rhythm.pause().isZero()) {
            rhythm.take().ifPresent(waiting -> waiting.end().complete(failure));
        }
    }

    private synchronized void ended(String namespace) {
        rhythm(namespace).end();
        startNext(namespace);
    }
}
