package io.gitvolumereloader.agent;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.gitvolumereloader.agent.sync.Heart;
import io.gitvolumereloader.agent.sync.Printable;
import io.gitvolumereloader.agent.sync.SyncResult;
import io.gitvolumereloader.agent.sync.Tip;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Fills the volume once and tells how it went, for init containers and scripts. Nothing listens, nothing stays. */
final class Once {
    private static final int SHOWS_THE_TIP = 0;
    private static final int FAILED = 1;
    private static final Duration PATIENCE_AT_END = Duration.ofMillis(1500);
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final Duration LOOK = Duration.ofSeconds(1);

    private static final int LONGEST_TRACE = 2000;

    private final AgentConfig config;
    private final PrintStream out;
    private final PrintStream err;
    private final Heart heart;
    private volatile boolean publishes;
    private volatile int code = FAILED;
    private @Nullable KubernetesClient client;

    Once(AgentConfig config, PrintStream out, PrintStream err) {
        this.config = config;
        this.out = out;
        this.err = err;
        this.heart = new Heart(config.timeout().plus(GRACE), System::nanoTime);
    }

    /** The exit code. A signal ends the sync at a point that the next one can go on from. */
    int run() {
        // A virtual thread could be interrupted while it waits for the network, but would cost the JVM 0.3 s at its
        // end.
        var worker = Thread.ofPlatform().name("sync").daemon().unstarted(this::fill);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(worker), "end of sync"));
        heart.works();
        worker.start();
        try {
            while (!worker.join(LOOK)) {
                if (!heart.isBeating()) {
                    if (code == SHOWS_THE_TIP) {
                        return code;
                    }
                    err.println("Could not sync: there was no progress for "
                            + config.timeout().plus(GRACE).toSeconds()
                            + " s; the remote or the disk is slow, or agent.timeout is too short for this repository.");
                    return FAILED;
                }
            }
            return code;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return FAILED;
        }
    }

    /** Files that are being shown are shown to the last one; whoever waits for the network changes nothing. */
    private void end(Thread worker) {
        worker.interrupt();
        try {
            if (publishes) {
                worker.join(PATIENCE_AT_END);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void progress() {
        publishes = true;
        heart.progresses();
    }

    private void fill() {
        try (var engine = new Engine(
                Assembly.engineSettings(config),
                Assembly.assignment(config, this::client),
                this::progress,
                heart::progresses)) {
            var began = System.nanoTime();
            // A revision that a sudden death left half shown is completed even if the remote turns out to be away.
            var filledBefore = engine.sync().restore().isPresent();
            publishes = false;
            tell(engine.sync().run(), Duration.ofNanos(System.nanoTime() - began));
            if (filledBefore) {
                engine.sync().tidy(() -> false);
            }
        } catch (IllegalStateException e) {
            err.println("Could not sync: " + e.getMessage() + ".");
        } catch (RuntimeException | LinkageError | AssertionError e) {
            // Without its message, which may quote anything.
            err.println("Could not sync because of a defect in the agent; please report it: "
                    + Printable.of(
                            e.getClass().getName() + " at " + Arrays.toString(e.getStackTrace()), LONGEST_TRACE));
        } finally {
            if (client != null) {
                client.close();
            }
        }
    }

    private void tell(SyncResult result, Duration took) {
        switch (result) {
            case SyncResult.Updated(var tip, var _, var written, var removed) ->
                succeed("Published " + name(tip) + " in " + config.folder() + ": " + written + " written, " + removed
                        + " removed, " + took.toMillis() + " ms");
            case SyncResult.Unchanged(var tip) ->
                succeed("Nothing new: " + config.folder() + " shows " + name(tip) + " already, " + took.toMillis()
                        + " ms");
            case SyncResult.Failed(var reason) -> err.println(reason);
        }
    }

    private void succeed(String line) {
        out.println(line);
        code = SHOWS_THE_TIP;
    }

    private static String name(Tip tip) {
        return tip.ref() + " at " + tip.commit();
    }

    private KubernetesClient client() {
        if (client == null) {
            client = new KubernetesClientBuilder().build();
        }
        return client;
    }
}
