package io.gitvolumereloader.local.bench.receiver;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Rows with names and numbers, as a table in Markdown and as data. For one thread. */
final class Figures {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ArrayNode data = JSON.createArrayNode();
    private final List<String> lines = new ArrayList<>();
    private List<String> columns = List.of();

    /** Adds a row; {@code numbers} are in their order. A row with other columns begins another table. */
    void add(String what, Map<String, Double> numbers) {
        var names = List.copyOf(numbers.keySet());
        if (!names.equals(columns)) {
            columns = names;
            lines.add("");
            lines.add("| | " + String.join(" | ", names) + " |");
            lines.add("|---|" + "--:|".repeat(names.size()));
        }
        var line = new StringBuilder("| " + what + " |");
        var node = data.addObject().put("what", what);
        numbers.forEach((name, number) -> {
            line.append(String.format(Locale.ROOT, number < 100 ? " %.2f |" : " %,.0f |", number));
            node.put(name, Math.round(number * 1000) / 1000.0);
        });
        lines.add(line.toString());
    }

    String table() {
        return String.join("\n", lines) + "\n";
    }

    void write(Path json) {
        try {
            Files.writeString(json, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(data) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("Can't write the rows to " + json, e);
        }
    }
}
