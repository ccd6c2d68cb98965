package io.gitvolumereloader.receiver.kubernetes;

import io.gitvolumereloader.receiver.hook.Audience;
import io.gitvolumereloader.receiver.hook.Follower;
import io.gitvolumereloader.receiver.hook.Notice;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;

/**
 * One delivery's search for its pods in one namespace: they are marked as soon as they are found, and a list that fails
 * is begun again, also after the delivery has been answered. Used by one thread.
 */
final class Search implements Runnable {
    private static final String DEFECT = "can't list pods: the receiver has a defect; its log has the stack trace";

    /** So that a delivery whose list does not come is told why. */
    private static final double PART_FOR_ONE_LIST = 0.75;

    private final String namespace;
    private final Audience audience;
    private final PodLists lists;
    private final FanOut fanOut;
    private final Round round;
    private final Duration patience;
    private final Semaphore again;
    private final Set<Write.Target> told = new HashSet<>();
    private int seen;

    /**
     * @param patience how long a delivery waits for its answer
     * @param again how many pushes may be in memory, over all searches that have failed and begin again
     */
    Search(
            String namespace,
            Audience audience,
            PodLists lists,
            FanOut fanOut,
            Round round,
            Duration patience,
            Semaphore again) {
        this.namespace = namespace;
        this.audience = audience;
        this.lists = lists;
        this.fanOut = fanOut;
        this.round = round;
        this.patience = Duration.ofNanos((long) (patience.toNanos() * PART_FOR_ONE_LIST));
        this.again = again;
    }

    /** Returns when all pods are found, or the round ends. */
    @Override
    public void run() {
        var failure = DEFECT;
        try {
            failure = list();
            if (!failure.isEmpty() && again.tryAcquire(audience.size())) {
                try {
                    failure = listAgain(failure);
                } finally {
                    again.release(audience.size());
                }
            }
        } finally {
            fanOut.searched(round, namespace, failure);
        }
    }

    private String listAgain(String first) {
        var failure = first;
        for (var failures = 1; !failure.isEmpty(); failures++) {
            if (!fanOut.searchesOn(round, namespace, failure) || !Pause.before(round.end(), Pause.after(failures))) {
                return failure;
            }
            failure = list();
        }
        return failure;
    }

    /** Lists once, and has those marked who were not found before; returns why it failed, empty where it did not. */
    private String list() {
        var part = lists.followers(
                namespace,
                follower -> isNew(follower) && audience.test(follower),
                round.end().within(patience));
        fanOut.found(round, notices(part.followers()), Math.max(0, part.seen() - seen), part.oddities());
        seen = Math.max(seen, part.seen());
        part.failure()
                .ifPresent(_ -> part.followers().stream().map(Write.Target::of).forEach(told::add));
        return part.failure().orElse("");
    }

    private boolean isNew(Follower follower) {
        return told.isEmpty() || !told.contains(Write.Target.of(follower));
    }

    private List<Notice> notices(List<Follower> followers) {
        return followers.stream()
                .flatMap(follower -> audience.notice(follower).stream())
                .toList();
    }
}
