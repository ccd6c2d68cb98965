package io.gitvolumereloader.receiver.hook;

import io.gitvolumereloader.receiver.hook.Marking.Gone;
import io.gitvolumereloader.receiver.hook.Marking.Marked;
import io.gitvolumereloader.receiver.hook.Marking.Unchanged;
import io.gitvolumereloader.receiver.hook.Marking.Unreached;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The way of a delivery: authenticate, read, find the pods that follow, mark them.
 *
 * <p>Keeps nothing between deliveries; safe to use from many threads.
 */
public final class Hook {
    /** So that one namespace whose list doesn't come leaves time to mark the pods of the others. */
    private static final double PART_FOR_FINDING = 0.75;

    private static final int MAX_EXAMPLES = 3;

    private final Secrets secrets;
    private final Pods pods;
    private final InstantSource clock;
    private final Duration budget;
    private final Consumer<String> oddities;

    /**
     * @param budget how long finding and marking the pods of one delivery may take in all
     * @param oddities is told, once a delivery, what is wrong with annotations of pods
     */
    public Hook(Secrets secrets, Pods pods, InstantSource clock, Duration budget, Consumer<String> oddities) {
        this.secrets = secrets;
        this.pods = pods;
        this.clock = clock;
        this.budget = budget;
        this.oddities = oddities;
    }

    /** Blocks until the pods are marked or the budget is used up. */
    public Outcome receive(Provider provider, Delivery delivery) {
        var id = provider.idOf(delivery);
        return switch (provider.authenticate(delivery, secrets.of(provider.name()))) {
            case Verdict.Rejected(var reason) -> new Outcome.Unauthentic(id, reason);
            case Verdict.Authentic(var by) -> act(id, provider.read(delivery), by);
        };
    }

    private Outcome act(DeliveryId id, Event event, Secret by) {
        return switch (event) {
            case Event.Pinged() -> new Outcome.Pong(id);
            case Event.Ignored(var reason) -> new Outcome.Ignored(id, reason);
            case Event.Malformed(var reason) -> new Outcome.Malformed(id, reason);
            case Event.Pushed(var push) ->
                by.scope()
                        .limit(push)
                        .map(inScope -> announce(inScope, by.scope()))
                        .orElseGet(() -> outOfScope(push, by));
        };
    }

    private static Outcome outOfScope(Push push, Secret by) {
        return new Outcome.Ignored(
                push.delivery(),
                "out of scope: the secret %s may not speak for %s; whoever runs the receiver can allow it"
                        .formatted(by.name(), push.repository()));
    }

    private Outcome announce(Push push, Scope scope) {
        var annotation = new PushAnnotation(push, clock.instant());
        var deadline = Deadline.in(budget, clock);
        var census = pods.followers(deadline.after(PART_FOR_FINDING));
        tell(census.oddities());
        var reached = census.followers().stream()
                .filter(follower -> scope.reaches(follower.namespace()))
                .toList();
        var concerned = reached.stream().filter(push::concerns).toList();
        if (concerned.isEmpty()) {
            return census.unlisted().isEmpty()
                    ? new Outcome.NoTarget(push, reached.size())
                    : new Outcome.Unavailable(push, census.unlisted());
        }
        return told(push, mark(concerned, annotation, deadline), census.unlisted());
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

    private List<Marking> mark(List<Follower> concerned, PushAnnotation annotation, Deadline deadline) {
        Predicate<Follower> knowsAlready = follower -> PushAnnotation.announces(follower.push(), annotation.push());
        var markings = new ArrayList<Marking>();
        concerned.stream().filter(knowsAlready).map(Unchanged::new).forEach(markings::add);
        var untold = concerned.stream().filter(knowsAlready.negate()).toList();
        markings.addAll(pods.mark(untold, annotation.value(), deadline));
        return List.copyOf(markings);
    }

    private static Outcome told(Push push, List<Marking> markings, List<String> unlisted) {
        var reasons = new ArrayList<String>();
        var told = false;
        for (var marking : markings) {
            switch (marking) {
                case Marked _, Unchanged _ -> told = true;
                case Gone _ -> {}
                case Unreached(var _, var reason) -> reasons.add(reason);
            }
        }
        if (!told && !reasons.isEmpty()) {
            return new Outcome.Unavailable(push, reasons);
        }
        return new Outcome.Announced(push, markings, unlisted);
    }
}
