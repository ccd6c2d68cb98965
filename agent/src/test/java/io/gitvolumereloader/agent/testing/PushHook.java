package io.gitvolumereloader.agent.testing;

import io.gitvolumereloader.agent.testing.GitServer.RefChange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Learns which refs a push changed: Git's own {@code post-receive} hook writes them to a file, one file a push. */
final class PushHook implements AutoCloseable {
    private static final String VARIABLE = "GIT_SERVER_CHANGES";
    private static final String SCRIPT = """
            #!/bin/sh
            # Tells the server which refs the push changed: "<before> <after> <ref>", one a line.
            exec cat >>"$%s"
            """.formatted(VARIABLE);

    private final Path changes;

    /** Prepares for one push; {@code folder} is where the file lies meanwhile. */
    PushHook(Path folder) throws IOException {
        changes = Files.createTempFile(folder, "push-", ".refs");
    }

    static void install(Path repository) throws IOException {
        var hooks = Files.createDirectories(repository.resolve("hooks"));
        var hook = Files.writeString(hooks.resolve("post-receive"), SCRIPT);
        Files.setPosixFilePermissions(hook, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** What the process that receives the push needs in its environment. */
    Map<String, String> environment() {
        return Map.of(VARIABLE, changes.toString());
    }

    List<RefChange> changes(String repository, Instant at) throws IOException {
        try (var lines = Files.lines(changes)) {
            return lines.map(line -> line.split(" ", 3))
                    .map(words -> new RefChange(repository, words[2], objectName(words[0]), objectName(words[1]), at))
                    .toList();
        }
    }

    @Override
    public void close() throws IOException {
        Files.delete(changes);
    }

    /** Git writes zeros where there is no object. */
    private static @Nullable String objectName(String word) {
        return word.matches("0+") ? null : word;
    }
}
