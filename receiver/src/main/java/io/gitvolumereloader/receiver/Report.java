package io.gitvolumereloader.receiver;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.gitvolumereloader.receiver.hook.DeliveryId;
import io.gitvolumereloader.receiver.hook.Marking;
import io.gitvolumereloader.receiver.hook.Marking.Continuing;
import io.gitvolumereloader.receiver.hook.Marking.Gone;
import io.gitvolumereloader.receiver.hook.Marking.Marked;
import io.gitvolumereloader.receiver.hook.Marking.Overtaken;
import io.gitvolumereloader.receiver.hook.Marking.Unchanged;
import io.gitvolumereloader.receiver.hook.Marking.Unreached;
import io.gitvolumereloader.receiver.hook.Outcome.Announced;
import io.gitvolumereloader.receiver.hook.Outcome.NoTarget;
import io.gitvolumereloader.receiver.hook.Printable;
import io.gitvolumereloader.receiver.hook.Push;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the sender of an accepted delivery is told, at most 2 KiB of JSON; most providers show it in their list of
 * deliveries.
 *
 * @param status {@code accepted}, {@code no-target}, {@code ignored}, {@code pong} or {@code confirmed}
 * @param repository in the spelling by which pods are matched; like all that follows it null where nothing was pushed
 * @param ref what was pushed, where that is one ref; {@code refs/*} where the provider does not tell
 * @param refs how many refs were pushed, where they are several
 * @param details the first three of several refs, those that anybody follows before the others
 * @param matched volumes that follow the refs; each is counted in one of the five numbers that follow
 * @param unchanged those that knew already, and those that are told of a newer push in place of this one
 * @param continuing those for whom the receiver goes on trying after this answer
 * @param reasons why something was not done, at most two, each at most 280 characters
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Report(
        String delivery,
        String status,
        @Nullable String repository,
        @Nullable String ref,
        @Nullable Integer refs,
        @Nullable List<Detail> details,
        @Nullable Integer matched,
        @Nullable Integer marked,
        @Nullable Integer unchanged,
        @Nullable Integer gone,
        @Nullable Integer continuing,
        @Nullable Integer unreached,
        List<String> reasons) {
    private static final int MAX_REASONS = 2;
    private static final int MAX_REASON = 280;
    private static final int MAX_DETAILS = 3;
    private static final int MAX_DETAIL = 100;

    /** Says nothing of what there is, since a secret may be good for some namespaces only. */
    private static final String NOBODY = "no pod that this secret reaches has the label"
            + " git-volume-reloader.io/enabled=true and an annotation git-volume-reloader.io/repository; check both,"
            + " and whether the receiver's receiver.namespaces has the pods' namespace";

    /**
     * One of several refs.
     *
     * @param repository its first hundred characters; null where all refs are of the repository above
     * @param ref its first hundred characters, in printable ASCII
     * @param matched volumes that follow it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Detail(@Nullable String repository, String ref, int matched) {}

    static Report of(Announced outcome) {
        var markings = outcome.markings();
        var whys = markings.stream().flatMap(marking -> switch (marking) {
            case Unreached(var _, var why) -> Stream.of(why);
            case Continuing(var _, var why) when !why.isEmpty() -> Stream.of("trying again: " + why);
            case Continuing _, Marked _, Unchanged _, Overtaken _, Gone _ -> Stream.<String>empty();
        });
        return pushed(
                "accepted", outcome.pushes(), markings, bounded(Stream.concat(whys, outcome.unlisted().stream())));
    }

    static Report of(NoTarget outcome) {
        var hint = outcome.followers() == 0
                ? NOBODY
                : ("none of the %d volumes that this secret reaches follows this; compare the annotations"
                                + " git-volume-reloader.io/repository and git-volume-reloader.io/ref of your pods")
                        .formatted(outcome.followers());
        return pushed("no-target", outcome.pushes(), List.of(), List.of(hint));
    }

    static Report nothingPushed(DeliveryId delivery, String status, List<String> reasons) {
        return new Report(
                delivery.toString(), status, null, null, null, null, null, null, null, null, null, null, reasons);
    }

    private static Report pushed(String status, List<Push> pushes, List<Marking> markings, List<String> reasons) {
        var push = pushes.getFirst();
        var one = pushes.size() == 1;
        return new Report(
                push.delivery().toString(),
                status,
                push.repository().toString(),
                one ? push.ref().value() : null,
                one ? null : pushes.size(),
                one ? null : details(pushes, markings),
                markings.size(),
                count(markings, Marked.class),
                count(markings, Unchanged.class) + count(markings, Overtaken.class),
                count(markings, Gone.class),
                count(markings, Continuing.class),
                count(markings, Unreached.class),
                reasons);
    }

    private static List<Detail> details(List<Push> pushes, List<Marking> markings) {
        var several = pushes.stream().map(Push::repository).distinct().count() > 1;
        var followed =
                pushes.stream().filter(push -> matched(push, markings).findAny().isPresent());
        return Stream.concat(followed, pushes.stream())
                .distinct()
                .limit(MAX_DETAILS)
                .map(push -> new Detail(
                        several ? Printable.of(push.repository().toString(), MAX_DETAIL) : null,
                        Printable.of(push.ref().value(), MAX_DETAIL),
                        (int) matched(push, markings).count()))
                .toList();
    }

    private static Stream<Marking> matched(Push push, List<Marking> markings) {
        return markings.stream().filter(marking -> push.concerns(marking.follower()));
    }

    /** The first few different reasons, short and printable. */
    static List<String> bounded(Stream<String> reasons) {
        return reasons.map(reason -> Printable.of(reason, MAX_REASON))
                .distinct()
                .limit(MAX_REASONS)
                .toList();
    }

    private static int count(List<Marking> markings, Class<? extends Marking> kind) {
        return (int) markings.stream().filter(kind::isInstance).count();
    }
}
