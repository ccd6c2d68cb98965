package io.gitvolumereloader.receiver;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.gitvolumereloader.receiver.hook.DeliveryId;
import io.gitvolumereloader.receiver.hook.Marking;
import io.gitvolumereloader.receiver.hook.Marking.Gone;
import io.gitvolumereloader.receiver.hook.Marking.Marked;
import io.gitvolumereloader.receiver.hook.Marking.Unchanged;
import io.gitvolumereloader.receiver.hook.Marking.Unreached;
import io.gitvolumereloader.receiver.hook.Outcome.Announced;
import io.gitvolumereloader.receiver.hook.Outcome.NoTarget;
import io.gitvolumereloader.receiver.hook.Printable;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the sender of an accepted delivery is told, at most 2 KiB of JSON; GitHub shows it in the list of deliveries.
 *
 * @param status {@code accepted}, {@code no-target}, {@code ignored} or {@code pong}
 * @param repository in the spelling by which pods are matched; like all that follows it null where nothing was pushed
 * @param matched volumes that follow the ref; each is counted in one of the four numbers that follow
 * @param reasons why something was not done, at most two, each at most 280 characters
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Report(
        String delivery,
        String status,
        @Nullable String repository,
        @Nullable String ref,
        @Nullable Integer matched,
        @Nullable Integer marked,
        @Nullable Integer unchanged,
        @Nullable Integer gone,
        @Nullable Integer unreached,
        List<String> reasons) {
    private static final int MAX_REASONS = 2;
    private static final int MAX_REASON = 280;

    static Report of(Announced outcome) {
        var markings = outcome.markings();
        var push = outcome.push();
        var whys = markings.stream()
                .flatMap(marking -> marking instanceof Unreached(var _, var why) ? Stream.of(why) : null);
        return new Report(
                push.delivery().toString(),
                "accepted",
                push.repository().toString(),
                push.ref().value(),
                markings.size(),
                count(markings, Marked.class),
                count(markings, Unchanged.class),
                count(markings, Gone.class),
                count(markings, Unreached.class),
                bounded(Stream.concat(whys, outcome.unlisted().stream())));
    }

    static Report of(NoTarget outcome) {
        var push = outcome.push();
        var hint = ("none of the %d volumes that the receiver knows follows this; compare the annotations"
                        + " git-volume-reloader.io/repository and git-volume-reloader.io/ref of your pods")
                .formatted(outcome.followers());
        return new Report(
                push.delivery().toString(),
                "no-target",
                push.repository().toString(),
                push.ref().value(),
                0,
                0,
                0,
                0,
                0,
                List.of(hint));
    }

    static Report nothingPushed(DeliveryId delivery, String status, List<String> reasons) {
        return new Report(delivery.toString(), status, null, null, null, null, null, null, null, reasons);
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
