package io.gitvolumereloader.agent.sync;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Tells when it is time for what can wait: some seconds after the last news, and at intervals from then on. Used by one
 * thread.
 */
final class Quiet {
    private static final Duration AFTER_NEWS = Duration.ofSeconds(5);
    private static final Duration INTERVAL = Duration.ofMinutes(1);

    private final Duration afterNews;
    private final Duration interval;
    private final LongSupplier nanoTime;
    private long due;

    /** Five seconds after news, then once a minute; {@code nanoTime} is the clock of {@link System#nanoTime}. */
    Quiet(LongSupplier nanoTime) {
        this(AFTER_NEWS, INTERVAL, nanoTime);
    }

    Quiet(Duration afterNews, Duration interval, LongSupplier nanoTime) {
        this.afterNews = afterNews;
        this.interval = interval;
        this.nanoTime = nanoTime;
        news();
    }

    /** Something was asked for or published: more may follow soon. */
    void news() {
        due = nanoTime.getAsLong() + afterNews.toNanos();
    }

    /** What can wait was done. */
    void used() {
        due = nanoTime.getAsLong() + interval.toNanos();
    }

    /** How long until it is time; zero where it is. */
    Duration left() {
        return Duration.ofNanos(Math.max(0, due - nanoTime.getAsLong()));
    }
}
