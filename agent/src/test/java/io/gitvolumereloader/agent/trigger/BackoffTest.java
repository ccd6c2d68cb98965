package io.gitvolumereloader.agent.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final int AGENTS = 1000;
    private static final Duration SPREAD = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    /** Each agent has a generator of its own; the seeds make this test the same each time. */
    private static IntStream agents() {
        return new Random(20261120).ints(AGENTS);
    }

    private static Backoff backoff(long seed) {
        return new Backoff(SPREAD, LONGEST, new Random(seed));
    }

    @Test
    void aThousandAgentsThatWereCutOffTogetherComeBackSpreadOverTenSeconds() {
        var perSecond = agents().mapToObj(
                        seed -> backoff(seed).pause(1, Duration.ZERO).toSeconds())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));

        assertThat(perSecond.keySet()).containsExactlyInAnyOrder(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
        assertThat(perSecond.values())
                .allSatisfy(arrivals -> assertThat(arrivals).isBetween(60L, 140L));
    }

    @Test
    void theyStaySpreadWhenTheApiServerSaysWhenToComeBack() {
        var asked = Duration.ofSeconds(7);
        var perSecond = agents().mapToObj(seed -> backoff(seed).pause(1, asked).toSeconds())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));

        assertThat(perSecond.keySet()).allMatch(second -> second >= 7 && second < 17);
        assertThat(perSecond.values())
                .allSatisfy(arrivals -> assertThat(arrivals).isLessThan(140));
    }

    @Test
    void windowsGrowToTheLongestAndNoFurther() {
        assertThat(longest(1)).isBetween(Duration.ofMillis(9_900), Duration.ofSeconds(10));
        assertThat(longest(2)).isBetween(Duration.ofMillis(19_800), Duration.ofSeconds(20));
        assertThat(longest(3)).isBetween(Duration.ofMillis(29_700), LONGEST);
        assertThat(longest(Integer.MAX_VALUE)).isBetween(Duration.ofMillis(29_700), LONGEST);
    }

    @Test
    void aSpreadLongerThanTheLongestWindowCounts() {
        var patient = new Backoff(Duration.ofHours(1), LONGEST, new Random(1));

        var pauses = IntStream.range(0, AGENTS).mapToObj(_ -> patient.pause(5, Duration.ZERO));

        assertThat(pauses)
                .allMatch(pause -> pause.compareTo(Duration.ofHours(1)) <= 0)
                .anyMatch(pause -> pause.compareTo(Duration.ofMinutes(50)) > 0);
    }

    @Test
    void whatBeginsTogetherDoesNotEndTogether() {
        var perMinute = agents().mapToObj(
                        seed -> backoff(seed).spread(Duration.ofMinutes(5)).toMinutes())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));

        assertThat(perMinute.keySet()).containsExactlyInAnyOrder(5L, 6L, 7L, 8L, 9L);
        assertThat(perMinute.values()).allSatisfy(ends -> assertThat(ends).isBetween(150L, 250L));
    }

    private static Duration longest(int failures) {
        return agents().mapToObj(seed -> backoff(seed).pause(failures, Duration.ZERO))
                .max(Duration::compareTo)
                .orElseThrow();
    }
}
