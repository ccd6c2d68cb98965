package io.gitvolumereloader.local.bench;

import io.gitvolumereloader.local.bench.Place.Kind;
import io.gitvolumereloader.local.bench.Rounds.Cell;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;

/**
 * What a run measures.
 *
 * @param parts those of one number of files stand together
 */
public record Plan(List<Part> parts) {
    /** Keeps a copy. */
    public Plan {
        parts = List.copyOf(parts);
    }

    /**
     * What is measured with one repository on one file system.
     *
     * @param files pages in the repository
     * @param changed pages that each commit changes, a scenario for each
     * @param warmUps pushes to the agents that are not measured, before each scenario
     * @param runs measured pushes
     * @param slowRuns how many of them the slowest peer takes part in
     * @param firstRuns measured first syncs; 0 for none
     * @param closer whether writes alone, pushes without a pause and a small heap are measured as well
     * @param row how many syncs in a row; 0 for none
     */
    public record Part(
            int files,
            Kind place,
            List<Integer> changed,
            int warmUps,
            int runs,
            int slowRuns,
            int firstRuns,
            boolean closer,
            int row) {
        private static final int SMALL_HEAP_RUNS = 5;

        /** The scenarios of single pushes, in their order. */
        List<Cell> cells() {
            var cells = new ArrayList<Cell>();
            for (int each : changed) {
                cells.add(cell(Scenarios.INCREMENTAL, Deeds.AT_REST, each));
            }
            if (closer) {
                cells.add(cell(Scenarios.WITHOUT_PAUSE, Deeds.WITHOUT_PAUSE, 1));
                cells.add(cell(Scenarios.WRITE_ALONE, Deeds.WRITE_ALONE, 1));
            }
            return cells;
        }

        /** The pushes to an agent with a small heap. */
        List<Integer> smallHeap() {
            return Collections.nCopies(closer ? SMALL_HEAP_RUNS : 0, 1);
        }

        /** How many pages each commit has to change that this uses up, in their order. */
        List<Integer> changes() {
            var changes = new ArrayList<Integer>();
            cells().forEach(cell -> changes.addAll(cell.changes()));
            changes.addAll(smallHeap());
            changes.addAll(new LongRow(row).changes());
            return changes;
        }

        private Cell cell(String scenario, Deeds deeds, int each) {
            return new Cell(scenario + ", " + place.title(), deeds, each, warmUps, runs, slowRuns);
        }
    }

    /** All of it; some half an hour. */
    public static Plan full() {
        var few = List.of(1, 20);
        var all = List.of(1, 20, 1000);
        return new Plan(List.of(
                new Part(500, Kind.TMPFS, few, 4, 7, 7, 5, true, 1000),
                new Part(500, Kind.DISK, few, 4, 7, 7, 5, false, 0),
                new Part(5_000, Kind.TMPFS, all, 4, 7, 7, 0, false, 0),
                new Part(5_000, Kind.DISK, all, 4, 7, 7, 0, false, 0),
                new Part(50_000, Kind.TMPFS, all, 4, 5, 5, 5, true, 1000),
                new Part(50_000, Kind.DISK, all, 2, 3, 1, 1, false, 0)));
    }

    /** Some of it, within a minute. */
    public static Plan quick() {
        return new Plan(List.of(
                new Part(500, Kind.TMPFS, List.of(1, 20), 3, 3, 3, 1, true, 100),
                new Part(5_000, Kind.TMPFS, List.of(1, 1000), 2, 3, 2, 0, false, 0),
                new Part(5_000, Kind.DISK, List.of(1), 2, 3, 1, 0, false, 0)));
    }

    /** The numbers of files, each once, smallest first. */
    List<Integer> sizes() {
        return List.copyOf(new TreeSet<>(parts.stream().map(Part::files).toList()));
    }

    /** The parts with so many files. */
    List<Part> parts(int files) {
        return parts.stream().filter(part -> part.files() == files).toList();
    }
}
