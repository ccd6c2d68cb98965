package io.gitvolumereloader.agent.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SightTest {
    private static final Failure BROKEN = new Failure.Broken("the line is dead");
    private static final Failure FORBIDDEN = new Failure.Refused(403, "no right", Duration.ZERO);
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    private final AtomicReference<Instant> time = new AtomicReference<>(NOON);
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final InstantSource source = time::get;
    private final Clock clock = source.withZone(ZoneOffset.UTC);
    private final Sight sight = new Sight(clock, nanos::get);
    private final Lines lines = new Lines();

    @BeforeEach
    void listen() {
        Logger.getLogger(Sight.class.getName()).addHandler(lines);
    }

    @AfterEach
    void listenNoMore() {
        Logger.getLogger(Sight.class.getName()).removeHandler(lines);
    }

    @Test
    void knowsNothingWhereNobodyWatches() {
        assertThat(sight.state()).isNull();
    }

    @Test
    void agesAreMeasuredWhateverTheTimeOfDayDoes() {
        sight.begins(Sight.Source.API);
        sight.sees(ApiServer.POD);

        time.set(NOON.minus(Duration.ofDays(365)));
        nanos.addAndGet(Duration.ofSeconds(42).toNanos());

        assertThat(sight.state())
                .isEqualTo(new Sight.State(Sight.Source.API, NOON, NOON, Duration.ofSeconds(42), 0, null, null));
    }

    @Test
    void keepsTheReasonAndCountsReturns() {
        sight.begins(Sight.Source.API);
        sight.sees(ApiServer.POD);
        sight.lost(ApiServer.POD, BROKEN);
        sight.lost(ApiServer.POD, FORBIDDEN);
        var lost = sight.state();
        var later = NOON.plusSeconds(5);
        time.set(later);
        sight.sees(ApiServer.POD);

        assertThat(lost).isEqualTo(new Sight.State(Sight.Source.API, null, NOON, Duration.ZERO, 0, "no right", NOON));
        assertThat(sight.state())
                .isEqualTo(new Sight.State(Sight.Source.API, later, later, Duration.ZERO, 1, "no right", NOON));
    }

    @Test
    void logsEachChangeOnceAndNoRetry() {
        sight.begins(Sight.Source.API);
        sight.sees(ApiServer.POD);
        sight.sees(ApiServer.POD);
        for (var attempt = 0; attempt < 10; attempt++) {
            sight.lost(ApiServer.POD, BROKEN);
            sight.lost(ApiServer.POD, FORBIDDEN);
        }
        sight.sees(ApiServer.POD);
        sight.lost(ApiServer.POD, BROKEN);

        assertThat(lines.messages)
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("Watching own pod pod"),
                        second -> assertThat(second).startsWith("Lost sight"),
                        third -> assertThat(third).startsWith("Lost sight"),
                        fourth -> assertThat(fourth).startsWith("Watching again own pod"),
                        fifth -> assertThat(fifth).startsWith("Lost sight"));
    }

    private static final class Lines extends Handler {
        final List<String> messages = new ArrayList<>();

        @Override
        public void publish(LogRecord entry) {
            messages.add(entry.getMessage());
        }

        @Override
        public void flush() {
            // Nothing is held back.
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }
}
