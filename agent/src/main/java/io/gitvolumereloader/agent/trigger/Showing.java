package io.gitvolumereloader.agent.trigger;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.gitvolumereloader.agent.sync.CommitId;
import io.gitvolumereloader.agent.sync.Status;
import io.gitvolumereloader.agent.sync.Tip;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * What a pod shows, as the value of its {@code published} annotation tells it; {@code docs/contract.md} describes it.
 *
 * @param ref full name of what is followed; null where its name is too long to be told
 * @param commit what is published
 * @param at since when, by the agent's clock
 * @param delivery the announced push that asked for this very commit; null where none did
 * @param lag from when the receiver accepted that push until the volume showed it, by the clocks of two machines; null
 *     where there was no such push, the commit was there before, or the clocks are a year apart
 */
record Showing(
        @Nullable String ref,
        CommitId commit,
        Instant at,
        @Nullable String delivery,
        @Nullable Duration lag) {
    private static final int LARGEST = 1024;
    private static final Duration LONGEST_LAG = Duration.ofDays(366);
    private static final DateTimeFormatter MILLISECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    /** What the volume shows since {@code at}: the tip, which the newest announced push may have asked for. */
    static Showing of(Tip tip, Instant at, Status status) {
        var push = status.announced();
        if (push == null || !push.ref().equals(tip.ref()) || !tip.is(push.after())) {
            return new Showing(tip.ref(), tip.commit(), at, null, null);
        }
        return new Showing(tip.ref(), tip.commit(), at, push.delivery(), lag(push.at(), at));
    }

    /** One line of at most 1 KiB; what is too long for that is left out, people's information first. */
    String value() {
        var all = json();
        if (fits(all)) {
            return all;
        }
        var withoutDelivery = new Showing(ref, commit, at, null, lag).json();
        return fits(withoutDelivery) ? withoutDelivery : new Showing(null, commit, at, null, lag).json();
    }

    private static @Nullable Duration lag(@Nullable Instant accepted, Instant shown) {
        var lag = accepted == null ? Duration.ZERO : Duration.between(accepted, shown);
        return accepted == null || lag.isNegative() || lag.compareTo(LONGEST_LAG) > 0 ? null : lag;
    }

    private String json() {
        var json = JsonNodeFactory.instance.objectNode();
        if (ref != null) {
            json.put("ref", ref);
        }
        json.put("commit", commit.hex()).put("at", MILLISECONDS.format(at));
        if (delivery != null) {
            json.put("delivery", delivery);
        }
        if (lag != null) {
            json.put("lag", lag.toMillis());
        }
        return json.toString();
    }

    private static boolean fits(String value) {
        return value.getBytes(UTF_8).length <= LARGEST;
    }
}
