package io.gitvolumereloader.receiver.kubernetes;

import io.gitvolumereloader.receiver.hook.Deadline;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When the pods of one namespace are listed: one list at a time, a second beside one that is stuck, and after failures
 * with pauses that grow, or as long as the API server asks for. Not safe to use from many threads.
 */
final class Rhythm {
    private static final int AT_A_TIME = 2;

    private @Nullable SharedList coming;
    private Deadline pause = Deadline.in(Duration.ZERO);
    private PodListing.@Nullable Failure last;
    private boolean impatient;
    private boolean awaited;
    private int underWay;
    private int failures;

    /** The list that begins next. */
    SharedList next() {
        var next = coming;
        if (next == null) {
            next = new SharedList();
            coming = next;
            impatient = false;
        }
        return next;
    }

    /** How many deliveries wait for the list that begins next. */
    int waiting() {
        return coming == null ? 0 : coming.size();
    }

    /** Whoever waits for {@code list} takes the one before it for stuck. */
    void overtake(SharedList list) {
        impatient |= coming == list;
    }

    /** Whether one may begin when there is no pause, unless somebody waits for the end of the pause already. */
    boolean isDue() {
        return coming != null && !awaited && underWay < (impatient ? AT_A_TIME : 1);
    }

    /** How long nothing is to be asked. */
    Duration pause() {
        return pause.remaining();
    }

    /** Somebody waits for the end of the pause, or no longer does. */
    void await(boolean somebody) {
        awaited = somebody;
    }

    void begin() {
        underWay++;
        impatient = false;
    }

    /** From now on nobody joins the list; empty where nobody has. */
    Optional<SharedList> take() {
        var taken = Optional.ofNullable(coming);
        coming = null;
        return taken;
    }

    void end() {
        underWay--;
    }

    /** A list has ended, with a failure or well. */
    void ended(Optional<PodListing.Failure> failure) {
        last = failure.orElse(null);
        failures = last == null ? 0 : failures + 1;
        if (last == null) {
            pause = Deadline.in(Duration.ZERO);
            awaited = false;
        } else {
            pause = Deadline.in(Pause.longer(last.retryAfter(), Pause.after(failures)));
        }
    }

    /** Why the last list failed; empty if it did not. */
    Optional<PodListing.Failure> last() {
        return Optional.ofNullable(last);
    }

    /** Whether nobody waits for anything here, and there is nothing to remember. */
    boolean isIdle() {
        return coming == null && underWay == 0 && !awaited && last == null;
    }
}
