package io.gitvolumereloader.receiver.hook;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Whom the pushes of a delivery concern, as far as its secret may speak for them, and what each of them is told. Safe
 * to use from many threads.
 */
public final class Audience implements Predicate<Follower> {
    private final long arrival;
    private final List<Push> pushes;
    private final Set<RepositoryKey> repositories;
    private final Scope scope;
    private final Aliases aliases;
    private final Instant at;

    /**
     * @param arrival the place of the delivery among all: nobody is told of an older one after a newer one
     * @param pushes at least one; all of one delivery
     * @param scope of the secret that proved it
     * @param at when it was accepted
     */
    public Audience(long arrival, List<Push> pushes, Scope scope, Aliases aliases, Instant at) {
        this.arrival = arrival;
        this.pushes = List.copyOf(pushes);
        this.repositories =
                pushes.stream().flatMap(push -> push.repositories().stream()).collect(Collectors.toUnmodifiableSet());
        this.scope = scope;
        this.aliases = aliases;
        this.at = at;
    }

    /** The place of the delivery among all. */
    public long arrival() {
        return arrival;
    }

    /** The delivery, for people and logs. */
    public DeliveryId delivery() {
        return pushes.getFirst().delivery();
    }

    /** Where it may be looked for anybody. */
    public Scope scope() {
        return scope;
    }

    /** How many pushes there are, by which it takes memory. */
    public int size() {
        return pushes.size();
    }

    /** Whether a push concerns {@code follower}. */
    @Override
    public boolean test(Follower follower) {
        return notice(follower).isPresent();
    }

    /** What {@code follower} is told; empty if no push concerns him. */
    public Optional<Notice> notice(Follower follower) {
        return scope.reaches(follower.namespace()) ? push(aliases.resolve(follower)) : Optional.empty();
    }

    private Optional<Notice> push(Follower follower) {
        return repositories.contains(follower.repository())
                ? follower.choose(pushes).map(push -> new Notice(follower, new PushAnnotation(push, at)))
                : Optional.empty();
    }
}
