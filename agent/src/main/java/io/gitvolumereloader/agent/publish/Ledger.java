package io.gitvolumereloader.agent.publish;

import io.gitvolumereloader.agent.sync.CommitId;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What must survive a sudden death: which folder is the agent's own, and which revision it shows or was about to show.
 *
 * @param id the id that the folder bears as its {@link Mark}
 * @param commit the revision; null where none was published yet
 * @param complete the settings with which the folder is known to show all of it; empty where that is not known
 * @param earlier names of the snapshots that are kept for slow readers, the oldest first
 */
record Ledger(String id, @Nullable CommitId commit, String complete, List<String> earlier) {
    private static final String NAME = "ledger";
    private static final String COPY = "owner";
    private static final Pattern ID = Pattern.compile("[0-9a-f-]{36}");

    Ledger {
        earlier = List.copyOf(earlier);
    }

    /** The ledger of a folder that shows nothing yet. */
    static Ledger of(String id) {
        return new Ledger(id, null, "", List.of());
    }

    /**
     * Reads the ledger in {@code state}; one that is missing or garbled is that of a folder of which nothing is known
     * but whose it is. Empty where not even that is known.
     */
    static Optional<Ledger> read(Path state) throws IOException {
        var ledger = parse(text(state.resolve(NAME)));
        return ledger.isPresent() ? ledger : parse(text(state.resolve(COPY))).map(copy -> of(copy.id()));
    }

    private static String text(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException | CharacterCodingException _) {
            return "";
        }
    }

    private static Optional<Ledger> parse(String text) {
        var values = new HashMap<String, String>();
        text.lines().forEach(line -> {
            var equals = line.indexOf('=');
            if (equals > 0) {
                values.put(line.substring(0, equals), line.substring(equals + 1));
            }
        });
        var id = values.getOrDefault("id", "");
        return !ID.matcher(id).matches()
                ? Optional.empty()
                : Optional.of(new Ledger(
                        id,
                        CommitId.parse(values.getOrDefault("commit", "")).orElse(null),
                        values.getOrDefault("complete", ""),
                        Stream.of(values.getOrDefault("earlier", "").split(","))
                                .filter(Snapshots::isSnapshot)
                                .toList()));
    }

    /** Writes whose the folder is a second time: a ledger that gets garbled must not cost the folder. */
    void writeCopy(Path state, Runnable step) throws IOException {
        Durable.write(state.resolve(COPY + ".new"), state.resolve(COPY), "id=" + id + "\n", step);
    }

    /** Writes the ledger into {@code state} so that it, or the one before, is there after any death. */
    void write(Path state, Runnable step) throws IOException {
        var text = "id=" + id + "\n"
                + (commit == null ? "" : "commit=" + commit + "\n")
                + (complete.isEmpty() ? "" : "complete=" + complete + "\n")
                + (earlier.isEmpty() ? "" : "earlier=" + String.join(",", earlier) + "\n");
        Durable.write(state.resolve(NAME + ".new"), state.resolve(NAME), text, step);
    }
}
