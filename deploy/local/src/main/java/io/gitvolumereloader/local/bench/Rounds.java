package io.gitvolumereloader.local.bench;

import io.gitvolumereloader.local.bench.Subject.Kind;
import io.gitvolumereloader.local.bench.Subject.Seen;
import io.gitvolumereloader.local.bench.Subject.Taken;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Pushes one commit after the other to subjects that take turns, all of them on the same commits. */
final class Rounds {
    private final History history;
    private final Check check;

    Rounds(History history, Check check) {
        this.history = history;
        this.check = check;
    }

    /**
     * What is measured at a time.
     *
     * @param scenario its name
     * @param changed pages that each commit changes
     * @param warmUps pushes that are not measured, since a JVM needs some; the slowest peer leaves them out
     * @param runs pushes that are
     * @param slowRuns how many of them, at the end, the slowest peer takes part in
     */
    record Cell(String scenario, Deeds deeds, int changed, int warmUps, int runs, int slowRuns) {
        /** Commits that it uses up. */
        List<Integer> changes() {
            return Collections.nCopies(warmUps + 1 + runs, changed);
        }

        /** Whether the slowest peer has missed a commit when it begins to take part. */
        boolean isLateForSome() {
            return warmUps + runs > slowRuns;
        }
    }

    /** Measures, then looks whether all subjects show the last commit; a row for each. */
    List<Row> measure(Cell cell, List<Subject> subjects) {
        var fast = subjects.stream()
                .filter(subject -> subject.kind() != Kind.GIT_SYNC)
                .toList();
        clock(cell, fast, cell.warmUps());
        var taken = clock(cell, fast, cell.runs() - cell.slowRuns());
        if (cell.isLateForSome()) {
            subjects.stream().filter(subject -> !fast.contains(subject)).forEach(subject -> clock(cell, subject));
        }
        var seen = observe(cell, subjects);
        clock(cell, subjects, cell.slowRuns())
                .forEach((kind, more) ->
                        taken.computeIfAbsent(kind, _ -> new ArrayList<>()).addAll(more));
        check.equal(history, subjects);
        return rows(cell, seen, taken);
    }

    private Map<Subject, Seen> observe(Cell cell, List<Subject> subjects) {
        var seen = new LinkedHashMap<Subject, Seen>();
        history.push(cell.changed());
        for (var subject : subjects) {
            seen.put(subject, subject.observe(cell.deeds(), history.url()));
        }
        return seen;
    }

    private Map<Subject, List<Taken>> clock(Cell cell, List<Subject> subjects, int runs) {
        var taken = new HashMap<Subject, List<Taken>>();
        var turn = new ArrayList<>(subjects);
        for (int run = 0; run < runs; run++) {
            history.push(cell.changed());
            for (var subject : turn) {
                taken.computeIfAbsent(subject, _ -> new ArrayList<>()).add(clock(cell, subject));
            }
            Collections.rotate(turn, 1); // nobody always comes first
        }
        return taken;
    }

    private Taken clock(Cell cell, Subject subject) {
        return subject.clock(cell.deeds(), history.url());
    }

    private List<Row> rows(Cell cell, Map<Subject, Seen> seen, Map<Subject, List<Taken>> taken) {
        var rows = new ArrayList<Row>();
        seen.forEach((subject, each) -> rows.add(Row.of(
                cell.scenario(),
                subject.kind(),
                history.files(),
                cell.changed(),
                taken.getOrDefault(subject, List.of()),
                each)));
        return rows;
    }
}
