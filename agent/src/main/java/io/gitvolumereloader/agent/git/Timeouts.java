package io.gitvolumereloader.agent.git;

import io.gitvolumereloader.agent.git.Deadline.Step;
import java.time.Duration;

/**
 * How long the network may take; each from 100 ms to a day.
 *
 * @param connect until a connection stands, encryption included
 * @param firstByte until the remote begins to answer a request
 * @param stall how long an answer may pause
 * @param whole one fetch from begin to end
 */
public record Timeouts(Duration connect, Duration firstByte, Duration stall, Duration whole) {
    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofDays(1);

    /** What suits most remotes. */
    public static final Timeouts DEFAULT =
            new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofSeconds(20), Duration.ofMinutes(2));

    public Timeouts {
        check("agent.timeout.connect", connect);
        check("agent.timeout.first-byte", firstByte);
        check("agent.timeout.stall", stall);
        check("agent.timeout", whole);
    }

    /** How long {@code step} may take. */
    Duration of(Step step) {
        return switch (step) {
            case WORK -> whole;
            case CONNECT -> connect;
            case FIRST_BYTE -> firstByte;
            case MORE -> stall;
        };
    }

    private static void check(String setting, Duration timeout) {
        if (timeout.compareTo(SHORTEST) < 0 || timeout.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(setting + " is " + timeout + "; it must lie between 100ms and 24h");
        }
    }
}
