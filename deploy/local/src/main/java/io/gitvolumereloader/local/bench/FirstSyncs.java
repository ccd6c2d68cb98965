package io.gitvolumereloader.local.bench;

import io.gitvolumereloader.local.bench.Subject.Kind;
import io.gitvolumereloader.local.bench.Subject.Seen;
import io.gitvolumereloader.local.bench.Subject.Taken;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** Clocks first syncs, each into a new folder by a new process. */
final class FirstSyncs {

    private final History history;
    private final Subjects subjects;
    private final Check check;
    private final Path folder;

    /** First syncs into new folders in {@code folder}. */
    FirstSyncs(History history, Subjects subjects, Check check, Path folder) {
        this.history = history;
        this.subjects = subjects;
        this.check = check;
        this.folder = folder;
    }

    /** One that takes part; {@code scenarios} are those in which its times count. */
    private record Entrant(Kind kind, List<String> scenarios, Function<Path, Subject> start) {}

    private static final class Times {
        private final List<Taken> taken = new ArrayList<>();
        private Seen seen = new Seen(ProcessTree.Memory.NONE, 0);
    }

    /**
     * A row for each subject in both scenarios, in which {@code where} is told; what needs no JVM has the same in both.
     */
    List<Row> measure(String where, int runs) {
        var entrants = new ArrayList<>(entrants());
        var times = new HashMap<Entrant, Times>();
        entrants.forEach(entrant -> times.put(entrant, new Times()));
        var turn = new ArrayList<>(entrants);
        for (int run = 0; run <= runs; run++) {
            for (var entrant : turn) {
                sync(entrant, Objects.requireNonNull(times.get(entrant)), run == 0, run == runs);
            }
            Collections.rotate(turn, 1);
        }
        return rows(where, entrants, times);
    }

    private List<Entrant> entrants() {
        var both = List.of(Scenarios.FIRST_WITH_START, Scenarios.FIRST_WITHOUT_START);
        return List.of(
                once(Kind.AGENT_IN_PLACE),
                once(Kind.AGENT_SNAPSHOT),
                started(Kind.AGENT_IN_PLACE, List.of(Scenarios.FIRST_WITHOUT_START)),
                started(Kind.AGENT_SNAPSHOT, List.of(Scenarios.FIRST_WITHOUT_START)),
                started(Kind.CLONE, both),
                started(Kind.GIT_SYNC, both));
    }

    private Entrant once(Kind kind) {
        return new Entrant(kind, List.of(Scenarios.FIRST_WITH_START), path -> subjects.once(kind, path));
    }

    private Entrant started(Kind kind, List<String> scenarios) {
        return new Entrant(kind, scenarios, path -> subjects.start(kind, path));
    }

    private void sync(Entrant entrant, Times times, boolean observed, boolean last) {
        var path = folder.resolve("first");
        try (var subject = entrant.start().apply(path)) {
            if (observed) {
                times.seen = subject.observe(Deeds.FIRST, history.url());
            } else {
                times.taken.add(subject.clock(Deeds.FIRST, history.url()));
            }
            if (last) {
                check.equal(history, List.of(subject));
            }
        }
        Scratch.remove(path);
    }

    private List<Row> rows(String where, List<Entrant> entrants, Map<Entrant, Times> times) {
        var rows = new ArrayList<Row>();
        for (var scenario : List.of(Scenarios.FIRST_WITH_START, Scenarios.FIRST_WITHOUT_START)) {
            for (var entrant : entrants) {
                var measured = Objects.requireNonNull(times.get(entrant));
                if (entrant.scenarios().contains(scenario)) {
                    rows.add(Row.of(
                            scenario + ", " + where,
                            entrant.kind(),
                            history.files(),
                            history.files(),
                            measured.taken,
                            measured.seen));
                }
            }
        }
        return rows;
    }
}
