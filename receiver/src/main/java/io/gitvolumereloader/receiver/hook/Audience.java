package io.gitvolumereloader.receiver.hook;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Whom the pushes of a delivery concern, as far as its secret may speak for them. Safe to use from many threads. */
final class Audience implements Predicate<Follower> {
    private final List<Push> pushes;
    private final Set<RepositoryKey> repositories;
    private final Scope scope;
    private final Aliases aliases;

    Audience(List<Push> pushes, Scope scope, Aliases aliases) {
        this.pushes = pushes;
        this.repositories =
                pushes.stream().flatMap(push -> push.repositories().stream()).collect(Collectors.toUnmodifiableSet());
        this.scope = scope;
        this.aliases = aliases;
    }

    /** Whether a push concerns {@code follower}. */
    @Override
    public boolean test(Follower follower) {
        return scope.reaches(follower.namespace())
                && push(aliases.resolve(follower)).isPresent();
    }

    /** What each of them is told; those whom no push concerns are left out. */
    List<Notice> notices(List<Follower> followers, Instant at) {
        var annotations = new HashMap<Push, PushAnnotation>();
        return followers.stream()
                .map(aliases::resolve)
                .flatMap(follower -> push(follower)
                        .map(push -> annotations.computeIfAbsent(push, told -> new PushAnnotation(told, at)))
                        .map(annotation -> new Notice(follower, annotation))
                        .stream())
                .toList();
    }

    private Optional<Push> push(Follower follower) {
        return repositories.contains(follower.repository()) ? follower.choose(pushes) : Optional.empty();
    }
}
