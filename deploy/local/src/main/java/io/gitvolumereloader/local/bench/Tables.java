package io.gitvolumereloader.local.bench;

import io.gitvolumereloader.local.bench.Subject.Kind;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a run as tables in Markdown.
 *
 * @param rows those of the run
 */
record Tables(List<Row> rows) {
    private static final double KB_A_MB = 1024;
    private static final List<Kind> PEERS = List.of(Kind.GIT_SYNC, Kind.FETCH_RESET, Kind.CLONE);

    /** What was compared with others. */
    String compared() {
        return Stream.concat(
                        Stream.of(
                                "| scenario | files | changed | subject | median ms | min – max ms | CPU ms | peak RSS MB | private MB | network KB | times faster than "
                                        + PEERS.stream().map(Kind::title).collect(Collectors.joining(" / "))
                                        + " |",
                                "|---|--:|--:|---|--:|--:|--:|--:|--:|--:|--:|"),
                        rows.stream()
                                .filter(row -> !row.more().containsKey(Row.STORE))
                                .map(this::line))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    /** What was done in a row; empty where nothing was. */
    String inARow() {
        var kept =
                rows.stream().filter(row -> row.more().containsKey(Row.STORE)).toList();
        return kept.isEmpty()
                ? ""
                : Stream.concat(
                                Stream.of(
                                        "| scenario | files | subject | sync ms | of that fetch ms | CPU ms | store MB | resident MB | private MB |",
                                        "|---|--:|---|--:|--:|--:|--:|--:|--:|"),
                                kept.stream().map(Tables::lineInARow))
                        .collect(Collectors.joining("\n", "", "\n"));
    }

    private String line(Row row) {
        return String.format(
                Locale.ROOT,
                "| %s | %d | %d | %s | %.1f | %.1f – %.1f | %.0f | %.1f | %.1f | %s | %s |",
                row.scenario(),
                row.files(),
                row.changed(),
                row.subject().title(),
                row.took().median(),
                row.took().min(),
                row.took().max(),
                row.cpuMillis(),
                row.memory().peakKb() / KB_A_MB,
                row.memory().privateKb() / KB_A_MB,
                row.more().containsKey(Row.NETWORK)
                        ? String.format(Locale.ROOT, "%.1f", row.number(Row.NETWORK) / 1024)
                        : "–",
                row.subject().isAgent() ? ratios(row) : "");
    }

    private static String lineInARow(Row row) {
        return String.format(
                Locale.ROOT,
                "| %s | %d | %s | %.1f | %.1f | %.0f | %.1f | %.1f | %.1f |",
                row.scenario(),
                row.files(),
                row.subject().title(),
                row.took().median(),
                row.number(Row.FETCH),
                row.cpuMillis(),
                row.number(Row.STORE) / KB_A_MB,
                row.number(Row.RESIDENT) / KB_A_MB,
                row.memory().privateKb() / KB_A_MB);
    }

    /** Against each peer in the same scenario; below 1 means slower. */
    private String ratios(Row row) {
        return PEERS.stream()
                .map(peer -> find(row, peer))
                .map(peer -> peer == null ? "–" : String.format(Locale.ROOT, "%.2f", row.timesFasterThan(peer)))
                .collect(Collectors.joining(" / "));
    }

    private @Nullable Row find(Row row, Kind peer) {
        return rows.stream()
                .filter(each -> each.is(row.scenario(), peer, row.files(), row.changed()))
                .findFirst()
                .orElse(null);
    }
}
