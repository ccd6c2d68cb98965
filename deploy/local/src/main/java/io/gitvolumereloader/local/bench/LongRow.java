package io.gitvolumereloader.local.bench;

import io.gitvolumereloader.local.bench.Subject.Taken;
import io.gitvolumereloader.local.measure.Samples;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Syncs one page a time again and again without a pause, and looks every now and then whether anything grows.
 *
 * @param length how many syncs
 */
record LongRow(int length) {
    private static final int FACTOR = 10;
    private static final int WIDEST = 10;

    /**
     * Memory rises and falls, since the agent collects its garbage after some syncs: the most within so many counts.
     */
    private static final int MEMORY_SYNCS = 50;

    /** The scenario's name after so many syncs. */
    String scenario(int syncs) {
        return "row of " + length + ", after " + syncs;
    }

    /** Commits that it uses up. */
    List<Integer> changes() {
        return Collections.nCopies(length, 1);
    }

    /** After how many syncs to look: 0, before any, then 1, 10, 100 and so on. */
    List<Integer> looks() {
        var looks = new ArrayList<>(List.of(0));
        for (int look = 1; look <= length; look *= FACTOR) {
            looks.add(look);
        }
        return looks;
    }

    /** Rows for what the agents, which have done their first sync, are like after each look but the first. */
    List<Row> measure(History history, List<Subject> agents) {
        var diaries = agents.stream().map(Diary::new).toList();
        diaries.forEach(Diary::look);
        for (int sync = 1; sync <= length; sync++) {
            history.push(1);
            for (var diary : diaries) {
                diary.taken.add(diary.agent.clock(Deeds.WITHOUT_PAUSE, history.url()));
                if (isSoonLookedAt(sync)) {
                    diary.watch();
                }
                if (looks().contains(sync)) {
                    diary.look();
                }
            }
        }
        return diaries.stream()
                .flatMap(diary -> diary.rows(this, history.files()).stream())
                .toList();
    }

    private boolean isSoonLookedAt(int sync) {
        return looks().stream().anyMatch(look -> sync <= look && sync > look - MEMORY_SYNCS);
    }

    /** The syncs whose times stand for the one at {@code look}: those around it, fewer where it is early. */
    static List<Taken> around(int look, List<Taken> taken) {
        int reach = Math.min(WIDEST, (look - 1) / 2);
        return taken.subList(look - 1 - reach, Math.min(look + reach, taken.size()));
    }

    /**
     * What one agent was like when it was looked at; the memory is the most since the look before, or of the last
     * syncs.
     */
    private record State(int syncs, ProcessTree.Memory memory, long storeKb) {}

    /** What is noted about one agent. */
    private static final class Diary {
        private final Subject agent;
        private final List<Taken> taken = new ArrayList<>();
        private final List<State> states = new ArrayList<>();
        private ProcessTree.Memory most = ProcessTree.Memory.NONE;

        Diary(Subject agent) {
            this.agent = agent;
        }

        void watch() {
            most = most.max(agent.tree().memory());
        }

        void look() {
            watch();
            var store = agent.folder().resolve("state");
            states.add(new State(taken.size(), most, bytes(store) / 1024));
            most = ProcessTree.Memory.NONE;
        }

        List<Row> rows(LongRow row, int files) {
            var rows = new ArrayList<Row>();
            var before = states.getFirst();
            for (var state : states.subList(1, states.size())) {
                var near = around(state.syncs(), taken);
                rows.add(new Row(
                        row.scenario(state.syncs()),
                        agent.kind(),
                        files,
                        1,
                        new Samples(near.stream().map(Taken::millis).toList()),
                        cpuMillis(taken.subList(before.syncs(), state.syncs())),
                        state.memory(),
                        numbers(state, near)));
                before = state;
            }
            return rows;
        }

        private Map<String, Double> numbers(State state, List<Taken> near) {
            var fetches = new Samples(near.stream().map(Taken::fetchMillis).toList());
            return Map.of(
                    Row.FETCH, fetches.median(),
                    Row.STORE, (double) state.storeKb(),
                    Row.FRESH_STORE, (double) states.getFirst().storeKb(),
                    Row.RESIDENT, (double) state.memory().residentKb());
        }

        private static double cpuMillis(List<Taken> taken) {
            return taken.stream().mapToDouble(Taken::cpuMillis).average().orElseThrow();
        }
    }

    private static long bytes(Path folder) {
        try (var files = Files.walk(folder)) {
            return files.map(Path::toFile)
                    .filter(File::isFile)
                    .mapToLong(File::length)
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException("Can't measure " + folder, e);
        }
    }
}
