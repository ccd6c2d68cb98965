package io.gitvolumereloader.agent.sync;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Syncs at start, whenever somebody asks, and when the schedule says so; one sync at a time, on one virtual thread.
 *
 * <p>No outcome of a sync ends it. Start and close may be called by any thread, each once.
 */
public final class SyncLoop implements AutoCloseable {
    private static final Duration PATIENCE_AT_END = Duration.ofMillis(1500);

    private final Guarded sync;
    private final Mailbox mailbox;
    private final Schedule schedule;
    private final Heart heart;
    private final Report.Listener listener;
    private final Clock clock;
    private final Quiet quiet;
    private final AtomicBoolean demands = new AtomicBoolean();
    private volatile boolean closed;
    private @Nullable Thread thread;

    /** A loop that has not started yet. */
    public SyncLoop(Sync sync, Mailbox mailbox, Schedule schedule, Heart heart, Report.Listener listener, Clock clock) {
        this(sync, mailbox, schedule, heart, listener, clock, new Quiet(System::nanoTime));
    }

    SyncLoop(
            Sync sync,
            Mailbox mailbox,
            Schedule schedule,
            Heart heart,
            Report.Listener listener,
            Clock clock,
            Quiet quiet) {
        this.sync = new Guarded(sync);
        this.mailbox = mailbox;
        this.schedule = schedule;
        this.heart = heart;
        this.listener = listener;
        this.clock = clock;
        this.quiet = quiet;
    }

    /** Begins, on a thread of its own. */
    public synchronized void start() {
        thread = Thread.ofVirtual().name("sync").start(this::run);
    }

    /** Looks at every published file by content, soon; any thread may ask. */
    public void demandVerification() {
        demands.set(true);
        mailbox.put(new Request.Demanded());
    }

    /**
     * Ends: a sync that fetches or prepares files is interrupted, one that shows them already may go on for 1.5 s. The
     * next start mends what is half done.
     */
    @Override
    public synchronized void close() {
        closed = true;
        var running = thread;
        if (running == null) {
            return;
        }
        running.interrupt();
        try {
            running.join(PATIENCE_AT_END);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether nothing is under way any more: it was closed in time, or never started. */
    public synchronized boolean hasEnded() {
        return thread == null || !thread.isAlive();
    }

    private void run() {
        try {
            Request request = new Request.Started();
            while (!closed) {
                heart.works();
                var next = handle(request);
                heart.rests();
                if (closed) {
                    break;
                }
                request = await(next);
            }
        } finally {
            heart.stops();
        }
    }

    private Schedule.Next handle(Request request) {
        var started = clock.instant();
        var clockedOn = System.nanoTime();
        sync.restore().ifPresent(listener::restored);
        verify(request);
        var result = sync.run();
        var next = schedule.after(request, result);
        var took = Duration.ofNanos(System.nanoTime() - clockedOn);
        if (closed) {
            return next;
        }
        listener.synced(new Report(request, result, next, started, took));
        if (result instanceof SyncResult.Updated) {
            quiet.news();
        }
        sync.bound().ifPresent(listener::untidy);
        return next;
    }

    private Request await(Schedule.Next next) {
        try {
            var asked = take(next.delay());
            asked.ifPresent(_ -> quiet.news());
            return asked.map(request -> request.insteadOf(next.request())).orElse(next.request());
        } catch (InterruptedException _) {
            // Only close ends the loop; an interrupt that came too late for a fetch must not.
            return next.request();
        }
    }

    /** Does what can wait only when nobody has asked for a while, so that no push waits for it. */
    private Optional<Request> take(Duration patience) throws InterruptedException {
        var untilQuiet = quiet.left();
        if (untilQuiet.compareTo(patience) >= 0) {
            return mailbox.take(patience);
        }
        var asked = mailbox.take(untilQuiet);
        if (asked.isPresent()) {
            return asked;
        }
        tidy();
        return mailbox.take(patience.minus(untilQuiet));
    }

    /** Asked while it tidies: that it is asked shows that it gets on. */
    private boolean isWanted() {
        heart.progresses();
        return mailbox.isFilled() || closed;
    }

    private void tidy() {
        heart.works();
        sync.tidy(this::isWanted).ifPresent(listener::untidy);
        heart.rests();
        if (!mailbox.isFilled()) {
            quiet.used();
        }
    }

    /** A poll looks at what is published, too: what an app or a person changed there must not stay wrong. */
    private void verify(Request request) {
        var demanded = demands.getAndSet(false);
        if (!demanded && !(request instanceof Request.Poll)) {
            return;
        }
        var look = demanded ? Publisher.Look.CONTENT : Publisher.Look.STAT;
        listener.verified(look, sync.verify(look));
    }
}
