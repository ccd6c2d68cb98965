package io.gitvolumereloader.local.smoke;

import io.gitvolumereloader.local.smoke.Scenario.SkippedException;
import io.gitvolumereloader.local.stage.Cleanup;
import io.gitvolumereloader.local.stage.LocalSystem;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Runs all scenarios, one after the other, on one system, then measures latencies, and tells the results. */
public final class SmokeRun {
    /** The period of the agents' safety poll: so long that it can't be what made a scenario pass. */
    static final Duration POLL = Duration.ofMinutes(10);

    private final Path project;
    private final @Nullable Path kubeconfig;
    private final Cleanup cleanup;
    private final PrintStream out;

    /**
     * A run that has not begun.
     *
     * @param project the folder of the checkout
     * @param kubeconfig of a real API server; null for the embedded one
     * @param out for people to read along
     */
    public SmokeRun(Path project, @Nullable Path kubeconfig, Cleanup cleanup, PrintStream out) {
        this.project = project;
        this.kubeconfig = kubeconfig;
        this.cleanup = cleanup;
        this.out = out;
    }

    /**
     * Runs it.
     *
     * @param json the file that gets the results as well; null for none
     * @return the exit code: 0 if no scenario failed, else 1
     */
    public int run(@Nullable Path json) {
        var began = Instant.now();
        out.println("Starting ...");
        var system = LocalSystem.start(new LocalSystem.Settings(project, kubeconfig, POLL), cleanup);
        out.printf("Started in %.1f s%n", since(began).toMillis() / 1000.0);
        var author = new Author(system);
        var outcomes = new ArrayList<Outcome>();
        scenarios(author, system).forEach(scenario -> outcomes.add(play(scenario, system)));
        var latencies = new ArrayList<Latency>();
        var bench = new LatencyBench(author, system);
        outcomes.add(play(new Scenario("latencies measured", () -> latencies.addAll(bench.measure())), system));
        outcomes.add(play(new SecretScenario(system).scenario(), system));

        var report = new Report(began, outcomes, latencies);
        tell(report);
        if (json != null) {
            report.write(json);
        }
        return report.ok() ? 0 : 1;
    }

    private static List<Scenario> scenarios(Author author, LocalSystem system) {
        return Stream.of(
                        new EditScenarios(author).all(),
                        new HistoryScenarios(author).all(),
                        new DeliveryScenarios(author, system).all(),
                        new CrashScenarios(author, system).all())
                .flatMap(List::stream)
                .toList();
    }

    private Outcome play(Scenario scenario, LocalSystem system) {
        var began = Instant.now();
        Outcome outcome;
        try {
            scenario.act().run();
            outcome = new Outcome(scenario.name(), Outcome.Kind.PASSED, since(began), null);
        } catch (SkippedException e) {
            outcome = new Outcome(scenario.name(), Outcome.Kind.SKIPPED, since(began), e.getMessage());
        } catch (CancellationException e) {
            throw e;
        } catch (Exception e) {
            if (cleanup.hasBegun()) {
                throw new CancellationException("The run is ending");
            }
            outcome = new Outcome(scenario.name(), Outcome.Kind.FAILED, since(began), reason(e));
        }
        tell(outcome, system);
        return outcome;
    }

    private static String reason(Exception e) {
        var message = e.getMessage() == null ? e.toString() : e.getMessage();
        Throwable cause = e.getCause();
        while (cause != null && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause == null ? message : message + " (" + cause + ")";
    }

    private static Duration since(Instant began) {
        return Duration.between(began, Instant.now());
    }

    private void tell(Outcome outcome, LocalSystem system) {
        out.printf("%-8s%6.1f s  %s%n", outcome.kind(), outcome.seconds(), outcome.name());
        if (outcome.message() != null) {
            out.println("    " + outcome.message());
        }
        if (outcome.failed()) {
            system.services()
                    .forEach(service -> out.println("  " + service.process().tail()));
        }
    }

    private void tell(Report report) {
        out.print(report.table());
        report.latencies().stream()
                .filter(latency -> latency.subject().equals("both"))
                .limit(1)
                .forEach(latency -> out.printf(
                        "%npush -> visible in both volumes: median %.0f ms%n",
                        latency.samples().median()));
        var failed = report.scenarios().stream().filter(Outcome::failed).count();
        out.printf("%n%d scenarios, %d failed%n", report.scenarios().size(), failed);
    }
}
