package io.gitvolumereloader.local.bench;

import io.gitvolumereloader.local.bench.Plan.Part;
import io.gitvolumereloader.local.bench.Rounds.Cell;
import io.gitvolumereloader.local.bench.Subject.Kind;
import io.gitvolumereloader.local.bench.Subject.Seen;
import io.gitvolumereloader.local.bench.Subject.Taken;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Measures one part of the plan: first syncs, single pushes, pushes in a row. */
final class PartRun {
    private static final String SMALL_HEAP = "-Xmx32m";
    private static final List<Kind> AGENTS = List.of(Kind.AGENT_IN_PLACE, Kind.AGENT_SNAPSHOT);
    private static final List<Kind> PEERS = List.of(Kind.GIT_SYNC, Kind.FETCH_RESET);

    private final Part part;
    private final History history;
    private final Subjects subjects;
    private final Path folder;
    private final Check check;

    /** All that it publishes gets into {@code folder}. */
    PartRun(Part part, History history, Subjects subjects, Path folder) {
        this.part = part;
        this.history = history;
        this.subjects = subjects;
        this.folder = folder;
        this.check = new Check(folder);
    }

    /** Adds to {@code rows} whenever something has been measured, so that a failure doesn't cost what was before. */
    void measure(List<Row> rows) {
        if (part.firstRuns() > 0) {
            rows.addAll(new FirstSyncs(history, subjects, check, folder)
                    .measure(part.place().title(), part.firstRuns()));
        }
        pushes(rows);
        if (part.closer()) {
            rows.addAll(smallHeap(Kind.AGENT_IN_PLACE));
        }
        if (part.row() > 0) {
            rows.addAll(row());
        }
    }

    private void pushes(List<Row> rows) {
        var all = started(Stream.concat(AGENTS.stream(), PEERS.stream()).toList());
        try {
            for (var cell : part.cells()) {
                rows.addAll(new Rounds(history, check).measure(cell, takingPart(cell, all)));
            }
        } finally {
            end(all);
        }
    }

    /** Only agents can do without a pause, and write alone; only they are warm already. */
    private static List<Subject> takingPart(Cell cell, List<Subject> all) {
        return all.stream()
                .filter(subject -> subject.kind().isAgent() || cell.deeds().equals(Deeds.AT_REST))
                .toList();
    }

    private List<Row> smallHeap(Kind kind) {
        var path = folder.resolve("small-heap");
        try (var agent = subjects.agent(kind, path, SMALL_HEAP)) {
            var first = agent.clock(Deeds.AT_REST, history.url());
            var rows = new ArrayList<Row>();
            rows.add(row(agent, Scenarios.FIRST_SMALL_HEAP, part.files(), List.of(first)));
            var taken = new ArrayList<Taken>();
            for (int changed : part.smallHeap()) {
                history.push(changed);
                taken.add(agent.clock(Deeds.AT_REST, history.url()));
            }
            check.equal(history, List.of(agent));
            rows.add(row(agent, Scenarios.INCREMENTAL_SMALL_HEAP, 1, taken));
            return rows;
        } finally {
            Scratch.remove(path);
        }
    }

    private Row row(Subject agent, String scenario, int changed, List<Taken> taken) {
        var seen = new Seen(agent.tree().memory(), 0);
        return Row.of(scenario + ", " + part.place().title(), agent.kind(), part.files(), changed, taken, seen);
    }

    private List<Row> row() {
        var agents = started(AGENTS);
        try {
            var rows = new LongRow(part.row()).measure(history, agents);
            check.equal(history, agents);
            return rows;
        } finally {
            end(agents);
        }
    }

    /** Subjects that have done their first sync. */
    private List<Subject> started(List<Kind> kinds) {
        var started = new ArrayList<Subject>();
        try {
            for (var kind : kinds) {
                var subject = subjects.start(kind, folder.resolve(kind.name()));
                started.add(subject);
                subject.clock(Deeds.AT_REST, history.url());
            }
            return started;
        } catch (RuntimeException e) {
            end(started);
            throw e;
        }
    }

    private static void end(List<Subject> all) {
        for (var subject : all) {
            subject.close();
            Scratch.remove(subject.folder());
        }
    }
}
