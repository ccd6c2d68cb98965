package io.gitvolumereloader.receiver.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How many writes a namespace may have under way. */
class LaneTest {
    private final Lane lane = new Lane(3);

    @Test
    void soManyAsItHasPlaces() {
        begin(2);
        assertThat(lane.isOpen()).isTrue();
        begin(1);
        assertThat(lane.isOpen()).isFalse();
        lane.end();
        assertThat(lane.isOpen()).isTrue();
    }

    @Test
    void oneAfterAFailureAndAllAfterASuccess() {
        lane.fails("");
        begin(1);
        assertThat(lane.isOpen()).isFalse();
        lane.works();
        assertThat(lane.isOpen()).isTrue();
    }

    /** A connection from the pool may have died of old age. */
    @Test
    void theFirstFailureMeansNoPauseAndTheOthersDo() {
        assertThat(lane.fails("")).isZero();
        assertThat(lane.isOpen()).isTrue();
        assertThat(lane.fails("")).isPositive();
        assertThat(lane.isOpen()).isFalse();
        lane.goOn();
        assertThat(lane.isOpen()).isTrue();
    }

    @Test
    void whatFailsDuringAPauseMakesItNoLonger() {
        lane.fails("");
        var pause = lane.fails("");
        assertThat(lane.fails("")).isZero();
        lane.goOn();
        assertThat(lane.fails("")).isGreaterThan(pause).isLessThanOrEqualTo(Duration.ofMillis(200));
    }

    @Test
    void aRefusalIsKnownUntilSomethingElseHappens() {
        assertThat(lane.refusal()).isEmpty();
        lane.fails("no right");
        assertThat(lane.refusal()).isEqualTo("no right");
        lane.fails("");
        assertThat(lane.refusal()).isEmpty();
        lane.fails("no right");
        lane.works();
        assertThat(lane.refusal()).isEmpty();
    }

    private void begin(int writes) {
        for (var i = 0; i < writes; i++) {
            lane.begin();
        }
    }
}
