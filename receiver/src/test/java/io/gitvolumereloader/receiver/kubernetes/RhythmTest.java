package io.gitvolumereloader.receiver.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.gitvolumereloader.receiver.hook.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When lists of a namespace begin, and when searches are given up. */
class RhythmTest {
    private static final Duration LONG = Duration.ofHours(1);

    private final Rhythm rhythm = new Rhythm();

    @Test
    void oneAtATimeAndASecondBesideOneThatIsStuck() {
        rhythm.next();
        assertThat(rhythm.isDue()).isTrue();
        rhythm.begin();
        rhythm.take();
        var next = rhythm.next();
        assertThat(rhythm.isDue()).isFalse();
        rhythm.overtake(next);
        assertThat(rhythm.isDue()).isTrue();
        rhythm.begin();
        assertThat(rhythm.isDue()).as("begun already").isFalse();
    }

    @Test
    void aSuccessEndsAPauseForWhichSomebodyWaits() {
        rhythm.ended(failure(PodListing.Kind.OTHER, Duration.ofSeconds(10)));
        rhythm.next();
        rhythm.await(true);
        assertThat(rhythm.pause()).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(10));
        rhythm.ended(Optional.empty());
        assertThat(rhythm.pause()).isZero();
        assertThat(rhythm.isDue()).isTrue();
    }

    @Test
    void aRefusalThatBeginsLateInADeliverysLifeIsTriedAgainAsWell() {
        var unsearched = new Unsearched(List.of("docs"), Deadline.in(LONG));
        unsearched.failed("docs", failure(PodListing.Kind.OTHER, Duration.ZERO).orElseThrow(), 0);
        assertThat(unsearched.isDone()).isFalse();
        unsearched.failed("docs", failure(PodListing.Kind.DENIED, Duration.ZERO).orElseThrow(), 0);
        assertThat(unsearched.isWorthIt("docs")).isTrue();
        assertThat(unsearched.isDone()).as("nobody waits for it").isTrue();
        unsearched.failed("docs", failure(PodListing.Kind.OTHER, Duration.ZERO).orElseThrow(), 0);
        assertThat(unsearched.isDone()).isFalse();
    }

    @Test
    void nothingIsWorthItWhenTheDeliverysTimeIsOver() {
        var unsearched = new Unsearched(List.of("docs"), Deadline.in(Duration.ZERO));
        for (var kind : PodListing.Kind.values()) {
            unsearched.failed("docs", failure(kind, Duration.ZERO).orElseThrow(), 0);
            assertThat(unsearched.isWorthIt("docs")).isFalse();
        }
    }

    private static Optional<PodListing.Failure> failure(PodListing.Kind kind, Duration retryAfter) {
        return Optional.of(new PodListing.Failure("no", kind, retryAfter));
    }
}
