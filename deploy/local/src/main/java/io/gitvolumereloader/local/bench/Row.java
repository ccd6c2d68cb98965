package io.gitvolumereloader.local.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gitvolumereloader.local.bench.ProcessTree.Memory;
import io.gitvolumereloader.local.bench.Subject.Kind;
import io.gitvolumereloader.local.bench.Subject.Seen;
import io.gitvolumereloader.local.bench.Subject.Taken;
import io.gitvolumereloader.local.measure.Samples;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is known of one subject in one scenario.
 *
 * @param scenario what was done, and where
 * @param subject who did it
 * @param files pages in the repository
 * @param changed pages that each commit changes; all of them in a first sync
 * @param took from told to visible
 * @param cpuMillis of all its processes, for one sync
 * @param memory the most that was seen
 * @param more further numbers by the names of their fields in the data
 */
record Row(
        String scenario,
        Kind subject,
        int files,
        int changed,
        Samples took,
        double cpuMillis,
        Memory memory,
        Map<String, Double> more) {

    /** Bytes read from the network for one sync. */
    static final String NETWORK = "network_bytes";

    /** The fetch's share of the median. */
    static final String FETCH = "fetch_ms";

    /** All that the subject keeps besides what is published. */
    static final String STORE = "store_kb";

    /** The same when the first sync was done. */
    static final String FRESH_STORE = "fresh_store_kb";

    /** Resident at that moment. */
    static final String RESIDENT = "rss_kb";

    Row {
        more = Map.copyOf(more);
    }

    /** Of clocked syncs, and one more that was looked at. */
    static Row of(String scenario, Kind subject, int files, int changed, List<Taken> taken, Seen seen) {
        return new Row(
                scenario,
                subject,
                files,
                changed,
                new Samples(taken.stream().map(Taken::millis).toList()),
                taken.stream().mapToDouble(Taken::cpuMillis).average().orElseThrow(),
                seen.memory(),
                Map.of(NETWORK, (double) seen.networkBytes()));
    }

    /** How many times as long another row took as this one. */
    double timesFasterThan(Row other) {
        return other.took.median() / took.median();
    }

    /** One of the further numbers. */
    double number(String name) {
        var number = more.get(name);
        if (number == null) {
            throw new IllegalArgumentException("No " + name + " of " + this);
        }
        return number;
    }

    /** Whether it is about this. */
    boolean is(String scenario, Kind subject, int files, int changed) {
        return this.scenario.equals(scenario)
                && this.subject == subject
                && this.files == files
                && this.changed == changed;
    }

    /** Writes it as data. */
    void describe(ObjectNode node) {
        node.put("scenario", scenario)
                .put("subject", subject.title())
                .put("files", files)
                .put("changed", changed)
                .put("median_ms", rounded(took.median()))
                .put("min_ms", rounded(took.min()))
                .put("max_ms", rounded(took.max()))
                .put("cpu_ms", rounded(cpuMillis))
                .put("peak_rss_kb", memory.peakKb())
                .put("private_kb", memory.privateKb())
                .put("runs", took.millis().size());
        new TreeMap<>(more).forEach((name, value) -> node.put(name, rounded(value)));
    }

    /** To a thousandth. */
    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
