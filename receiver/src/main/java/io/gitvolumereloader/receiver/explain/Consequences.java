package io.gitvolumereloader.receiver.explain;

import io.gitvolumereloader.receiver.hook.Aliases;
import io.gitvolumereloader.receiver.hook.Delivery;
import io.gitvolumereloader.receiver.hook.Follower;
import io.gitvolumereloader.receiver.hook.Hook;
import io.gitvolumereloader.receiver.hook.ObjectName;
import io.gitvolumereloader.receiver.hook.Outcome;
import io.gitvolumereloader.receiver.hook.PodMetadata;
import io.gitvolumereloader.receiver.hook.Provider;
import io.gitvolumereloader.receiver.hook.Push;
import io.gitvolumereloader.receiver.hook.Secret;
import io.gitvolumereloader.receiver.hook.Verdict;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What follows from a delivery that is let in: what it says, and what the hook makes of it. */
record Consequences(Aliases aliases, Optional<PodMetadata> pod, Transcript transcript) {
    private static final Duration BUDGET = Duration.ofMinutes(1);
    private static final int MAX_PUSHES = 20;

    /** Prints them; returns whether the delivery would be accepted and the pod, if there is one, marked. */
    boolean of(Provider provider, Delivery delivery, Verdict.Authentic verdict) {
        var hook = new Hook(
                _ -> List.of(),
                new OnePod(pod),
                aliases,
                InstantSource.system(),
                BUDGET,
                oddity -> transcript.no("pod", oddity));
        return switch (hook.receive(provider, delivery, verdict)) {
            case Outcome.Malformed(var _, var reason) -> {
                transcript.no("payload", reason);
                yield transcript.refused("with 400");
            }
            case Outcome.Pong _ -> ofTest();
            case Outcome.Ignored(var _, var reason) -> nothingFollows(reason);
            case Outcome.ToConfirm(var _, var url) -> {
                transcript.ok("event", "asks to confirm a subscription; the receiver would ask " + url.getHost());
                transcript.accepted("with 200 once that is done, and with 503 until then");
                yield pod.isEmpty();
            }
            case Outcome.Ended(var _, var reason) -> nothingFollows(reason);
            case Outcome.Announced(var pushes, var _, var _) -> {
                pushes(pushes);
                transcript.ok("pod", "would be marked");
                yield transcript.accepted("with 202");
            }
            case Outcome.NoTarget(var pushes, var _) -> {
                pushes(pushes);
                pod.ifPresent(metadata -> whyNot(metadata, pushes, verdict.by()));
                yield nobody();
            }
            case Outcome.Unavailable _ -> throw new IllegalStateException("there is no cluster to fail");
        };
    }

    /** Prints what follows from a test of the webhook, be it signed or not; returns whether that is all. */
    boolean ofTest() {
        return nothingFollows("a test of the webhook");
    }

    private boolean nothingFollows(String what) {
        transcript.ok("event", what);
        transcript.accepted("with 200, and nothing would follow");
        return pod.isEmpty();
    }

    private boolean nobody() {
        transcript.accepted(
                pod.isEmpty()
                        ? "with 202 where a pod follows this, and with 200 where none does"
                        : "with 200, and not mark this pod");
        return pod.isEmpty();
    }

    private void pushes(List<Push> pushes) {
        pushes.stream().limit(MAX_PUSHES).forEach(push -> transcript.ok("push", shown(push)));
        if (pushes.size() > MAX_PUSHES) {
            transcript.ok("push", "and %d more".formatted(pushes.size() - MAX_PUSHES));
        }
        transcript.ok("repository", names(pushes));
    }

    private static String shown(Push push) {
        return push.before() == null && push.after() == null
                ? push.ref().value()
                : push.ref() + ", from " + shown(push.before()) + " to " + shown(push.after());
    }

    private static String shown(@Nullable ObjectName name) {
        return name == null ? "none" : name.hex();
    }

    private static String names(List<Push> pushes) {
        return pushes.stream()
                .flatMap(push -> push.repositories().stream())
                .distinct()
                .limit(MAX_PUSHES)
                .map(Object::toString)
                .collect(Collectors.joining(", "));
    }

    /** An annotation that is no URL was told already, as an oddity. */
    private void whyNot(PodMetadata metadata, List<Push> pushes, Secret by) {
        if (!by.scope().reaches(metadata.namespace())) {
            transcript.no(
                    "pod",
                    "the secret %s may not speak for pods in the namespace %s"
                            .formatted(by.name(), metadata.namespace()));
            return;
        }
        new OnePod(pod)
                .volumes()
                .map(aliases::resolve)
                .forEach(follower -> transcript.no("pod", whyNot(follower, pushes)));
    }

    private static String whyNot(Follower follower, List<Push> pushes) {
        var followed = follower.repository();
        if (pushes.stream().anyMatch(push -> push.repositories().contains(followed))) {
            return "it follows %s, which can mean %s, and none of that was pushed"
                    .formatted(
                            follower.ref().name(),
                            follower.ref().canMean().isEmpty()
                                    ? "the default branch that the delivery names"
                                    : String.join(" or ", follower.ref().canMean()));
        }
        var twin = pushes.stream()
                .flatMap(push -> push.repositories().stream())
                .filter(pushed -> pushed.path().equals(followed.path()))
                .findFirst();
        return "it follows " + followed + ", and the delivery is about " + names(pushes)
                + twin.map(pushed -> "; if both servers are one, say so: receiver.aliases=%s=%s"
                                .formatted(followed.host(), pushed.host()))
                        .orElse("");
    }
}
