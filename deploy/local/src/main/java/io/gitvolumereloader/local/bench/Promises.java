package io.gitvolumereloader.local.bench;

import io.gitvolumereloader.local.bench.Promise.Bound;
import io.gitvolumereloader.local.bench.Subject.Kind;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the project promises of the engine's speed and size, to be judged by the rows of one run.
 *
 * @param rows those of the run
 * @param row how the syncs in a row were counted
 */
record Promises(List<Row> rows, LongRow row) {
    private static final int SMALL = 500;
    private static final int LARGE = 50_000;
    private static final int WARM = 10;
    private static final double KB_A_MB = 1024;

    /** All of them. */
    List<Promise> all() {
        return Stream.of(Kind.AGENT_IN_PLACE, Kind.AGENT_SNAPSHOT)
                .flatMap(kind -> Stream.of(incremental(kind), first(kind), inARow(kind, SMALL), inARow(kind, LARGE))
                        .flatMap(List::stream))
                .toList();
    }

    private List<Promise> incremental(Kind kind) {
        var large = find(Scenarios.INCREMENTAL, kind, LARGE, 1);
        return List.of(
                new Promise(
                        kind.title() + ": 1 of 50,000 files: times faster than git-sync's sequence",
                        times(find(Scenarios.INCREMENTAL, Kind.GIT_SYNC, LARGE, 1), large),
                        Bound.AT_LEAST,
                        25),
                new Promise(
                        kind.title() + ": 1 of 50,000 files: times its own time at 500",
                        times(large, find(Scenarios.INCREMENTAL, kind, SMALL, 1)),
                        Bound.AT_MOST,
                        1.7),
                new Promise(
                        kind.title() + ": diff + write alone: times its own time at 500 (1 were independence)",
                        times(find(Scenarios.WRITE_ALONE, kind, LARGE, 1), find(Scenarios.WRITE_ALONE, kind, SMALL, 1)),
                        Bound.AT_MOST,
                        1.7));
    }

    private List<Promise> first(Kind kind) {
        var small = find(Scenarios.FIRST_WITH_START, kind, SMALL, SMALL);
        return List.of(
                new Promise(
                        kind.title() + ": first sync of 50,000 files, JVM start excluded: times git clone --depth 1",
                        times(
                                find(Scenarios.FIRST_WITHOUT_START, kind, LARGE, LARGE),
                                find(Scenarios.FIRST_WITHOUT_START, Kind.CLONE, LARGE, LARGE)),
                        Bound.AT_MOST,
                        1.05),
                new Promise(
                        kind.title() + ": first sync of 500 files, JVM start included: seconds",
                        small == null ? null : small.took().median() / 1000,
                        Bound.AT_MOST,
                        0.8));
    }

    private List<Promise> inARow(Kind kind, int files) {
        var warm = findExactly(row.scenario(Math.min(WARM, row.length())), kind, files, 1);
        var last = findExactly(row.scenario(row.length()), kind, files, 1);
        var what = String.format(Locale.ROOT, "%s: sync %,d of %,d files: ", kind.title(), row.length(), files);
        return List.of(
                new Promise(
                        what + "MB more resident than at sync 10",
                        more(last, Row.RESIDENT, 1, warm, Row.RESIDENT),
                        Bound.AT_MOST,
                        5),
                new Promise(
                        what + "MB in the store beyond twice a fresh one",
                        more(last, Row.STORE, 2, last, Row.FRESH_STORE),
                        Bound.AT_MOST,
                        20),
                new Promise(
                        what + "times the fetch's time at sync 10",
                        warm == null || last == null ? null : last.number(Row.FETCH) / warm.number(Row.FETCH),
                        Bound.AT_MOST,
                        1.2));
    }

    private static @Nullable Double times(@Nullable Row slow, @Nullable Row fast) {
        return slow == null || fast == null ? null : fast.timesFasterThan(slow);
    }

    /** In MB. */
    private static @Nullable Double more(
            @Nullable Row row, String name, int factor, @Nullable Row base, String baseName) {
        return row == null || base == null ? null : (row.number(name) - factor * base.number(baseName)) / KB_A_MB;
    }

    private @Nullable Row find(String scenario, Kind kind, int files, int changed) {
        return findExactly(scenario + ", " + Place.Kind.TMPFS.title(), kind, files, changed);
    }

    private @Nullable Row findExactly(String scenario, Kind kind, int files, int changed) {
        return rows.stream()
                .filter(each -> each.is(scenario, kind, files, changed))
                .findFirst()
                .orElse(null);
    }
}
