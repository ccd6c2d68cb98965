package io.gitvolumereloader.agent.publish;

import io.gitvolumereloader.agent.sync.CommitId;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What must survive a sudden death: which folder is the agent's own, and which revision it shows or was about to show.
 *
 * @param id the id that the folder bears as its {@link Mark}
 * @param commit the revision; null where none was published yet
 */
record Ledger(String id, @Nullable CommitId commit) {
    private static final String NAME = "ledger";

    /** Reads the ledger in {@code state}; empty where there is none or it is garbled. */
    static Optional<Ledger> read(Path state) throws IOException {
        String text;
        try {
            text = Files.readString(state.resolve(NAME));
        } catch (NoSuchFileException | CharacterCodingException _) {
            return Optional.empty();
        }
        var values = new HashMap<String, String>();
        text.lines().forEach(line -> {
            var equals = line.indexOf('=');
            if (equals > 0) {
                values.put(line.substring(0, equals), line.substring(equals + 1));
            }
        });
        var id = values.getOrDefault("id", "");
        return id.isEmpty()
                ? Optional.empty()
                : Optional.of(new Ledger(
                        id, CommitId.parse(values.getOrDefault("commit", "")).orElse(null)));
    }

    /** Writes the ledger into {@code state} so that it, or the one before, is there after any death. */
    void write(Path state) throws IOException {
        var text = "id=" + id + "\n" + (commit == null ? "" : "commit=" + commit + "\n");
        Durable.write(state.resolve(NAME + ".new"), state.resolve(NAME), text);
    }
}
