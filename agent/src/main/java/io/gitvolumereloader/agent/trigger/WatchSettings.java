package io.gitvolumereloader.agent.trigger;

import java.time.Duration;

/**
 * How patient a watch is. No clock of another machine has a part in it.
 *
 * @param silence after how long without an event or a bookmark it counts as dead; the API server sends a bookmark a
 *     minute. 100 ms to 24 hours
 * @param spread over how long the agents that lost it at the same moment come back. 100 ms to 24 hours
 * @param handshake how long the API server may take to begin it
 * @param firstSight how long the API server may take from there until it shows the pod
 * @param shortest it is begun anew after this long, or up to twice as long
 */
public record WatchSettings(
        Duration silence, Duration spread, Duration handshake, Duration firstSight, Duration shortest) {
    private static final Duration LEAST = Duration.ofMillis(100);
    private static final Duration MOST = Duration.ofDays(1);
    private static final Duration HANDSHAKE = Duration.ofSeconds(15);
    private static final Duration FIRST_SIGHT = Duration.ofSeconds(3);
    private static final Duration SHORTEST = Duration.ofMinutes(5);

    /** No attempt is further away than this, unless the API server asks for it, or {@code spread} is longer. */
    static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    public WatchSettings {
        check("agent.watch.silence", silence);
        check("agent.watch.spread", spread);
    }

    /** What users may choose, and for the rest what suits an API server. */
    public static WatchSettings of(Duration silence, Duration spread) {
        return new WatchSettings(silence, spread, HANDSHAKE, FIRST_SIGHT, SHORTEST);
    }

    private static void check(String setting, Duration value) {
        if (value.compareTo(LEAST) < 0 || value.compareTo(MOST) > 0) {
            throw new IllegalArgumentException(setting + " is " + value + "; it must lie between 100ms and 24h");
        }
    }
}
