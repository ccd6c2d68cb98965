package io.gitvolumereloader.receiver.kubernetes;

import io.gitvolumereloader.receiver.hook.Audience;
import io.gitvolumereloader.receiver.hook.Follower;
import io.gitvolumereloader.receiver.hook.Notice;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One delivery's search for its pods in one namespace: they are marked as soon as they are found, and a list that fails
 * is begun again, also after the delivery has been answered. Used by one thread.
 */
final class Search implements Runnable {
    private static final String DEFECT = "can't list pods: the receiver has a defect; its log has the stack trace";

    /** So that a delivery whose list does not come is told why. */
    private static final double PART_FOR_FIRST_LIST = 0.75;

    private static final Duration LONGEST_PATIENCE = Duration.ofSeconds(30);

    private final String namespace;
    private final Audience audience;
    private final PodLists lists;
    private final FanOut fanOut;
    private final Round round;
    private final Set<Write.Target> told = new HashSet<>();
    private Duration patience;
    private int seen;

    /** @param patience how long a delivery waits for its answer */
    Search(String namespace, Audience audience, PodLists lists, FanOut fanOut, Round round, Duration patience) {
        this.namespace = namespace;
        this.audience = audience;
        this.lists = lists;
        this.fanOut = fanOut;
        this.round = round;
        this.patience = Duration.ofNanos((long) (patience.toNanos() * PART_FOR_FIRST_LIST));
    }

    /** Returns when all pods are found, or when it is given up. */
    @Override
    public void run() {
        var failure = Optional.of(DEFECT);
        try {
            lists.trouble(namespace).ifPresent(known -> fanOut.searchesOn(round, namespace, known, 0));
            failure = search().map(PodListing.Failure::reason);
        } finally {
            fanOut.searched(round, namespace, failure);
        }
    }

    private Optional<PodListing.Failure> search() {
        var failure = list();
        while (failure.isPresent() && fanOut.searchesOn(round, namespace, failure.get(), told.size())) {
            if (failure.get().kind() == PodListing.Kind.LATE) {
                patience = more(patience);
            }
            failure = list();
        }
        return failure;
    }

    /** How long to wait for a list that took longer than {@code patience}. */
    static Duration more(Duration patience) {
        return Pause.longer(patience, Pause.shorter(patience.multipliedBy(2), LONGEST_PATIENCE));
    }

    /** Lists once, and has those marked who were not found before; returns why it failed, empty where it did not. */
    private Optional<PodListing.Failure> list() {
        var deadline = round.end().within(patience);
        var part = lists.followers(namespace, follower -> isNew(follower) && audience.test(follower), deadline);
        fanOut.found(round, notices(part.followers()), Math.max(0, part.seen() - seen), part.oddities());
        seen = Math.max(seen, part.seen());
        if (part.failure().isPresent()) {
            part.followers().stream().map(Write.Target::of).forEach(told::add);
        }
        return part.failure();
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
