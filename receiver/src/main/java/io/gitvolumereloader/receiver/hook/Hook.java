package io.gitvolumereloader.receiver.hook;

import io.gitvolumereloader.receiver.hook.Marking.Continuing;
import io.gitvolumereloader.receiver.hook.Marking.Gone;
import io.gitvolumereloader.receiver.hook.Marking.Marked;
import io.gitvolumereloader.receiver.hook.Marking.Overtaken;
import io.gitvolumereloader.receiver.hook.Marking.Unchanged;
import io.gitvolumereloader.receiver.hook.Marking.Unreached;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The way of a delivery: authenticate, read, find the pods that follow, mark them.
 *
 * <p>Keeps nothing between deliveries but how many there were; safe to use from many threads.
 */
public final class Hook {
    private static final int MAX_EXAMPLES = 3;

    private final Secrets secrets;
    private final Pods pods;
    private final Aliases aliases;
    private final InstantSource clock;
    private final Duration budget;
    private final Consumer<String> oddities;
    private final AtomicLong arrivals = new AtomicLong();

    /**
     * @param aliases which servers are one, for the repositories of pushes, of pods and in scopes
     * @param budget how long finding and marking the pods of one delivery may take in all
     * @param oddities is told, once a delivery, what is wrong with annotations of pods
     */
    public Hook(
            Secrets secrets,
            Pods pods,
            Aliases aliases,
            InstantSource clock,
            Duration budget,
            Consumer<String> oddities) {
        this.secrets = secrets;
        this.pods = pods;
        this.aliases = aliases;
        this.clock = clock;
        this.budget = budget;
        this.oddities = oddities;
    }

    /** Whether a delivery is authentic. Takes time by the size of its body and the number of secrets. */
    public Verdict authenticate(Provider provider, Delivery delivery) {
        return provider.authenticate(delivery, secrets.of(provider.name()));
    }

    /** Does what an authentic delivery asks for. Blocks until the pods are marked or the budget is used up. */
    public Outcome receive(Provider provider, Delivery delivery, Verdict.Authentic verdict) {
        var by = verdict.by();
        return switch (provider.read(delivery, by)) {
            case Event.Pinged() -> new Outcome.Pong(provider.idOfAuthentic(delivery));
            case Event.Ignored(var reason) -> new Outcome.Ignored(provider.idOfAuthentic(delivery), reason);
            case Event.Confirm(var url) -> new Outcome.ToConfirm(provider.idOfAuthentic(delivery), url);
            case Event.Ended(var reason) -> new Outcome.Ended(provider.idOfAuthentic(delivery), reason);
            case Event.Malformed(var reason) -> new Outcome.Malformed(provider.idOfAuthentic(delivery), reason);
            case Event.Pushed(var pushes) -> limited(pushes, by);
        };
    }

    private Outcome limited(List<Push> pushes, Secret by) {
        var resolved = renamed(pushes, aliases::resolve);
        var inScope = renamed(resolved, by.scope()::limit);
        return inScope.isEmpty() ? outOfScope(resolved.getFirst(), by) : announce(inScope, by.scope());
    }

    /**
     * The pushes by other names of their repositories; those of which none are left are left out. The refs of a
     * delivery mostly have one list of names, so {@code rename} is asked once for each list and not for each ref.
     */
    static List<Push> renamed(List<Push> pushes, UnaryOperator<List<RepositoryKey>> rename) {
        var renamed = new HashMap<List<RepositoryKey>, List<RepositoryKey>>();
        return pushes.stream()
                .flatMap(push -> {
                    var names = renamed.computeIfAbsent(push.repositories(), rename);
                    return names.isEmpty() ? Stream.empty() : Stream.of(push.by(names));
                })
                .toList();
    }

    private static Outcome outOfScope(Push push, Secret by) {
        return new Outcome.Ignored(
                push.delivery(),
                "out of scope: the secret %s may not speak for %s; whoever runs the receiver can allow it"
                        .formatted(by.name(), push.repository()));
    }

    private Outcome announce(List<Push> pushes, Scope scope) {
        var audience = new Audience(arrivals.incrementAndGet(), pushes, scope, aliases, clock.instant());
        var tally = pods.announce(audience, Deadline.in(budget));
        tell(tally.oddities());
        return outcome(pushes, tally);
    }

    /** One line, however many pods have the same template. */
    private void tell(List<String> found) {
        if (!found.isEmpty()) {
            var examples = found.stream().limit(MAX_EXAMPLES).collect(Collectors.joining("; "));
            oddities.accept(
                    found.size() <= MAX_EXAMPLES
                            ? examples
                            : examples + "; and " + (found.size() - MAX_EXAMPLES) + " more");
        }
    }

    private static Outcome outcome(List<Push> pushes, Tally tally) {
        var reasons = new ArrayList<String>();
        var told = false;
        for (var marking : tally.markings()) {
            switch (marking) {
                case Marked _, Unchanged _, Overtaken _, Continuing _ -> told = true;
                case Gone _ -> {}
                case Unreached(var _, var reason) -> reasons.add(reason);
            }
        }
        reasons.addAll(tally.unlisted());
        if (!told && !reasons.isEmpty()) {
            return new Outcome.Unavailable(pushes, reasons);
        }
        return tally.markings().isEmpty()
                ? new Outcome.NoTarget(pushes, tally.seen())
                : new Outcome.Announced(pushes, tally.markings(), tally.unlisted());
    }
}
