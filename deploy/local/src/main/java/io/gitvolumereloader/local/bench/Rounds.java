package io.gitvolumereloader.local.bench;

import io.gitvolumereloader.local.bench.Subject.Kind;
import io.gitvolumereloader.local.bench.Subject.Seen;
import io.gitvolumereloader.local.bench.Subject.Taken;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
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
     * @param warmUps pushes that are not measured; the agents' JVMs need some, peers don't
     * @param runs pushes that are
     * @param slowRuns how many of them, at the end, the slowest peer takes part in
     */
    record Cell(String scenario, Deeds deeds, int changed, int warmUps, int runs, int slowRuns) {
        /** Commits that it uses up. */
        List<Integer> changes() {
            return Collections.nCopies(warmUps + 1 + runs, changed);
        }
    }

    /** Measures, then looks whether all subjects show the last commit; a row for each. */
    List<Row> measure(Cell cell, List<Subject> subjects) {
        for (int i = 0; i < cell.warmUps(); i++) {
            history.push(cell.changed());
            subjects.stream()
                    .filter(subject -> subject.kind().isAgent())
                    .forEach(subject -> subject.clock(cell.deeds(), history.url()));
        }
        var seen = observe(cell, subjects);
        var taken = clock(cell, subjects);
        check.equal(history, subjects);
        return subjects.stream()
                .map(Subject::kind)
                .map(kind -> Row.of(
                        cell.scenario(),
                        kind,
                        history.files(),
                        cell.changed(),
                        taken.getOrDefault(kind, List.of()),
                        seen.getOrDefault(kind, new Seen(ProcessTree.Memory.NONE, 0))))
                .toList();
    }

    private Map<Kind, Seen> observe(Cell cell, List<Subject> subjects) {
        var seen = new EnumMap<Kind, Seen>(Kind.class);
        history.push(cell.changed());
        for (var subject : subjects) {
            seen.put(subject.kind(), subject.observe(cell.deeds(), history.url()));
        }
        return seen;
    }

    private Map<Kind, List<Taken>> clock(Cell cell, List<Subject> subjects) {
        var taken = new EnumMap<Kind, List<Taken>>(Kind.class);
        var turn = new ArrayList<>(subjects);
        for (int run = 0; run < cell.runs(); run++) {
            history.push(cell.changed());
            for (var subject : turn) {
                if (subject.kind() != Kind.GIT_SYNC || run >= cell.runs() - cell.slowRuns()) {
                    taken.computeIfAbsent(subject.kind(), _ -> new ArrayList<>())
                            .add(subject.clock(cell.deeds(), history.url()));
                }
            }
            Collections.rotate(turn, 1); // nobody always comes first
        }
        return taken;
    }
}
