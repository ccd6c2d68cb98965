package io.gitvolumereloader.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TokenBucketTest {
    private long now = Long.MAX_VALUE - 5; // a clock may overflow
    private final TokenBucket bucket = new TokenBucket(10, () -> now);

    @Test
    void twoSecondsWorthAtOnceAndNoMore() {
        assertThat(taken(100)).isEqualTo(20);
        assertThat(bucket.isEmpty()).isTrue();
    }

    @Test
    void afterThatItsRate() {
        taken(100);
        pass(Duration.ofMillis(99));
        assertThat(taken(100)).isZero();
        pass(Duration.ofMillis(1));
        assertThat(taken(100)).isOne();
        pass(Duration.ofMillis(500));
        assertThat(taken(100)).isEqualTo(5);
    }

    @Test
    void whatIsNotTakenIsKeptForTwoSecondsOnly() {
        taken(100);
        pass(Duration.ofHours(1));
        assertThat(taken(100)).isEqualTo(20);
    }

    @Test
    void lookingTakesNothing() {
        assertThat(bucket.isEmpty()).isFalse();
        assertThat(taken(100)).isEqualTo(20);
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }

    private long taken(int attempts) {
        return IntStream.range(0, attempts).filter(_ -> bucket.take()).count();
    }
}
