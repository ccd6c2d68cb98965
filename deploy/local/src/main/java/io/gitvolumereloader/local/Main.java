package io.gitvolumereloader.local;

import io.gitvolumereloader.local.bench.Plan;
import io.gitvolumereloader.local.bench.SyncBench;
import io.gitvolumereloader.local.bench.fanout.FanOutBench;
import io.gitvolumereloader.local.bench.receiver.ReceiverBench;
import io.gitvolumereloader.local.bench.receiver.Scale;
import io.gitvolumereloader.local.smoke.SmokeRun;
import io.gitvolumereloader.local.stage.Cleanup;
import io.gitvolumereloader.local.stage.LocalSystem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The command line of {@code deploy/local/run}. */
public final class Main {
    private static final int FAILED = 1;
    private static final int MISUSED = 2;
    private static final Duration JOB_END_LIMIT = Duration.ofSeconds(10);

    /** Short: whoever kills the receiver by hand wants to see the poll heal what was lost. */
    private static final Duration DEMO_POLL = Duration.ofSeconds(20);

    private Main() {}

    /** Runs what the arguments ask for and ends the process. */
    public static void main(String... arguments) {
        switch (Command.parse(List.of(arguments))) {
            case Command.Help() -> System.out.print(Command.USAGE);
            case Command.Wrong(var why) -> {
                System.err.println(why + ". 'deploy/local/run --help' says what there is.");
                System.exit(MISUSED);
            }
            case Command.Demo(var kubeconfig) ->
                run(cleanup -> {
                    System.out.println("Starting ...");
                    return new Demo(LocalSystem.start(demoSettings(kubeconfig), cleanup), cleanup).run();
                });
            case Command.Bench(var subject, var quick, var json, var kubeconfig) ->
                run(cleanup -> switch (subject) {
                    case SYNC ->
                        new SyncBench(project(), quick ? Plan.quick() : Plan.full(), cleanup, System.out).run(json);
                    case RECEIVER -> receiverBench(quick, cleanup).run(json);
                    case PROOFS -> receiverBench(quick, cleanup).runProofs(json);
                    case FANOUT -> new FanOutBench(project(), kubeconfig, quick, cleanup, System.out).run(json);
                });
            case Command.Smoke(var kubeconfig, var json) ->
                run(cleanup -> new SmokeRun(project(), kubeconfig, cleanup, System.out).run(json));
        }
    }

    private static ReceiverBench receiverBench(boolean quick, Cleanup cleanup) {
        return new ReceiverBench(project(), quick ? Scale.quick() : Scale.full(), cleanup, System.out);
    }

    @FunctionalInterface
    private interface Job {
        int run(Cleanup cleanup) throws InterruptedException;
    }

    /** Whatever happens, and be it Ctrl-C, the job and all that it started end before this process does. */
    private static void run(Job job) {
        var cleanup = new Cleanup();
        var exitCode = new AtomicInteger(FAILED);
        var worker = new Thread(() -> exitCode.set(exitCode(job, cleanup)), "job");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(worker, cleanup), "cleanup"));
        worker.start();
        try {
            worker.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        System.exit(exitCode.get());
    }

    /** The job first, since it would go on writing into folders that are being removed. */
    private static void end(Thread worker, Cleanup cleanup) {
        cleanup.begin();
        worker.interrupt();
        try {
            worker.join(JOB_END_LIMIT);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        cleanup.close();
    }

    private static int exitCode(Job job, Cleanup cleanup) {
        try {
            return job.run(cleanup);
        } catch (CancellationException | InterruptedException _) {
            return FAILED; // the end has begun already, and whoever began it knows why
        } catch (RuntimeException e) {
            if (!cleanup.hasBegun()) {
                System.err.println("The local run ends: " + e.getMessage() + causeOf(e));
            }
            return FAILED;
        }
    }

    /** The innermost cause says most. */
    private static String causeOf(Throwable e) {
        var cause = e.getCause();
        if (cause == null) {
            return "";
        }
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return " (" + cause + ")";
    }

    private static LocalSystem.Settings demoSettings(@Nullable Path kubeconfig) {
        return new LocalSystem.Settings(project(), kubeconfig, DEMO_POLL);
    }

    /** The folder of the checkout; {@code deploy/local/run} tells it. */
    private static Path project() {
        return Path.of(System.getProperty("project.folder", "")).toAbsolutePath();
    }
}
