package io.gitvolumereloader.local.bench.receiver;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Rows with names and numbers: each told when it is there, all as tables in Markdown and as data. For one thread. */
public final class Figures {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final PrintStream out;
    private final ArrayNode data = JSON.createArrayNode();
    private final List<String> lines = new ArrayList<>();
    private List<String> columns = List.of();

    /**
     * No rows yet.
     *
     * @param out for people to read along, and the tables at the end
     */
    public Figures(PrintStream out) {
        this.out = out;
    }

    /** Adds a row; {@code numbers} are in their order. A row with other columns begins another table. */
    public void add(String what, Map<String, Double> numbers) {
        add(what, numbers, null);
    }

    /** Adds a row that ends in {@code verdict}, unless that is null. */
    public void add(String what, Map<String, Double> numbers, @Nullable String verdict) {
        var names = List.copyOf(numbers.keySet());
        if (!names.equals(columns)) {
            columns = names;
            lines.add("");
            lines.add("| | " + String.join(" | ", names) + (verdict == null ? " |" : " | |"));
            lines.add("|---|" + "--:|".repeat(names.size()) + (verdict == null ? "" : "---|"));
        }
        var line = new StringBuilder("| " + what + " |");
        var node = data.addObject().put("what", what);
        var told = new StringJoiner(", ", "  ", "");
        numbers.forEach((name, number) -> {
            var shown = String.format(Locale.ROOT, number < 100 ? "%.2f" : "%,.0f", number);
            line.append(' ').append(shown).append(" |");
            told.add(name + " " + shown);
            node.put(name, Math.round(number * 1000) / 1000.0);
        });
        out.println(told);
        if (verdict != null) {
            line.append(' ').append(verdict).append(" |");
            node.put("verdict", verdict);
        }
        lines.add(line.toString());
    }

    /** Prints all rows and where they are from, and writes them to {@code json} unless that is null. */
    public void tell(@Nullable Path json) {
        out.printf(
                "%n%s, %d cores, %s %s, Java %s%n%s%n",
                Instant.now(),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                Runtime.version(),
                String.join("\n", lines));
        if (json != null) {
            write(json);
        }
    }

    private void write(Path json) {
        try {
            Files.writeString(json, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(data) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("Can't write the rows to " + json, e);
        }
    }
}
