package io.gitvolumereloader.local.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.gitvolumereloader.agent.testing.Git;
import io.gitvolumereloader.agent.testing.GitServer;
import io.gitvolumereloader.local.bench.Plan.Part;
import io.gitvolumereloader.local.stage.Cleanup;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** Measures the agent's engine and its peers, one scenario after the other, and tells the results. */
public final class SyncBench {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path agent;
    private final Plan plan;
    private final Cleanup cleanup;
    private final PrintStream out;
    private final List<Row> rows = new ArrayList<>();
    private boolean failed;

    /**
     * A run that has not begun.
     *
     * @param project the folder of the checkout, whose agent is packaged
     * @param out for people to read along, and the tables at the end
     */
    public SyncBench(Path project, Plan plan, Cleanup cleanup, PrintStream out) {
        this.agent = project.resolve("agent/target/quarkus-app/quarkus-run.jar");
        this.plan = plan;
        this.cleanup = cleanup;
        this.out = out;
    }

    /**
     * Runs it.
     *
     * @param json the file that gets the rows as well; null for none
     * @return the exit code: 1 if something could not be measured, else 0, whatever the numbers are
     * @throws IllegalStateException on anything but Linux
     */
    public int run(@Nullable Path json) {
        if (!Files.isReadable(Path.of("/proc/self/smaps_rollup"))) {
            throw new IllegalStateException("Benchmarks read /proc/self/smaps_rollup, which only Linux has");
        }
        var began = Instant.now();
        try (var scratch = scratch(place())) {
            var server = GitServer.start(scratch.make("served"));
            cleanup.add(server::close);
            var subjects = new Subjects(agent, scratch.make("logs"), cleanup);
            for (int files : plan.sizes()) {
                measure(files, server, subjects);
            }
            server.close();
        }
        tell(began);
        if (json != null) {
            write(json);
        }
        return failed ? 1 : 0;
    }

    /** Where the server's repositories are: the faster the better, it is not what is measured. */
    private Place place() {
        return Place.of(Place.Kind.TMPFS)
                .filter(place -> place.hasRoomFor(plan.sizes().getLast()))
                .or(() -> Place.of(Place.Kind.DISK))
                .orElseThrow();
    }

    private Scratch scratch(Place place) {
        var scratch = Scratch.in(place.parent());
        cleanup.add(scratch::close);
        return scratch;
    }

    /** What fails costs the other parts with as many files, since the commits are not where they should be. */
    private void measure(int files, GitServer server, Subjects subjects) {
        var parts = plan.parts(files).stream().filter(this::isPossible).toList();
        try {
            out.printf("Preparing a repository of %,d files ...%n", files);
            var changes =
                    parts.stream().map(Part::changes).flatMap(List::stream).toList();
            var history = History.make(server, files, changes);
            for (var part : parts) {
                measure(part, history, subjects);
            }
            Scratch.remove(history.bare().folder());
        } catch (CancellationException e) {
            throw e;
        } catch (RuntimeException e) {
            if (cleanup.hasBegun()) {
                throw new CancellationException("The run is ending");
            }
            failed = true;
            out.printf("FAILED with %,d files: %s%n", files, e.getMessage());
        }
    }

    private boolean isPossible(Part part) {
        var possible = Place.of(part.place())
                .filter(place -> place.hasRoomFor(part.files()))
                .isPresent();
        if (!possible) {
            out.printf(
                    "Skipping %,d files on %s: this machine has none, or too little room there%n",
                    part.files(), part.place().title());
        }
        return possible;
    }

    private void measure(Part part, History history, Subjects subjects) {
        out.printf("Measuring %,d files on %s ... ", part.files(), part.place().title());
        var began = Instant.now();
        var place = Place.of(part.place()).orElseThrow();
        try (var scratch = scratch(place)) {
            new PartRun(part, history, subjects, scratch.folder()).measure(rows);
        }
        out.printf("%d s%n", since(began).toSeconds());
    }

    private void tell(Instant began) {
        var tables = new Tables(rows);
        var row = new LongRow(plan.parts().stream().mapToInt(Part::row).max().orElse(0));
        out.printf("%n%s%n%s%n%s", heading(began), tables.compared(), tables.inARow());
        out.println();
        new Promises(rows, row).all().forEach(promise -> out.println("- " + promise.line()));
        out.printf("%nTook %d s%n", since(began).toSeconds());
    }

    private static Duration since(Instant began) {
        return Duration.between(began, Instant.now());
    }

    private static String heading(Instant began) {
        var disk = Place.of(Place.Kind.DISK).orElseThrow();
        return "%s, %d cores, %s %s, Java %s, %s, disk is %s on %s%s%n"
                .formatted(
                        began,
                        Runtime.getRuntime().availableProcessors(),
                        System.getProperty("os.name"),
                        System.getProperty("os.version"),
                        Runtime.version(),
                        new Git(Path.of("/")).run("--version"),
                        disk.parent(),
                        disk.type(),
                        disk.isMemory() ? ", so it is no disk" : "");
    }

    private void write(Path json) {
        var array = JSON.createArrayNode();
        rows.forEach(row -> row.describe(array.addObject()));
        try {
            Files.writeString(json, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(array) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("Can't write the rows to " + json, e);
        }
    }
}
