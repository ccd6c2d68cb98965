package io.gitvolumereloader.local.smoke;

import com.fasterxml.jackson.databind.JsonNode;
import io.gitvolumereloader.local.process.Eventually;
import io.gitvolumereloader.local.repository.Archive;
import io.gitvolumereloader.local.repository.DocsRepository;
import io.gitvolumereloader.local.repository.FileTree;
import io.gitvolumereloader.local.stage.DocsPod;
import io.gitvolumereloader.local.stage.LocalSystem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Somebody who changes the docs, pushes, and looks at both volumes until they show it. For one thread at a time. */
final class Author {
    /** How long anything that is to happen may take. */
    static final Duration LIMIT = Duration.ofSeconds(30);

    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final int MOST_DIFFERENCES = 10;

    private final LocalSystem system;
    private final Archive archive;

    Author(LocalSystem system) {
        this.system = system;
        this.archive =
                new Archive(system.repository().bare(), system.folders().root().resolve("expected"));
    }

    DocsRepository repository() {
        return system.repository();
    }

    /** A path in the clone. */
    Path file(String path) {
        return repository().work().folder().resolve(path);
    }

    void write(String path, String content) throws IOException {
        Files.createDirectories(file(path).resolveSibling("."));
        Files.writeString(file(path), content);
    }

    /** Commits and pushes to the branch that both volumes follow; the commit. */
    String push(String message) {
        var commit = repository().commit(message);
        repository().push("HEAD:main");
        return commit;
    }

    /** Waits until both volumes hold exactly what this commit holds. */
    void awaitBoth(String commit) {
        var expected = archive.of(commit);
        for (var pod : system.pods()) {
            var differences = new ArrayList<String>();
            Eventually.until(
                    LIMIT,
                    PAUSE,
                    () -> {
                        differences.clear();
                        differences.addAll(differences(expected, pod));
                        return differences.isEmpty();
                    },
                    () -> complaint(pod, commit, differences));
        }
    }

    /** Whether a volume holds exactly what this commit holds at this moment. */
    boolean shows(DocsPod pod, String commit) {
        return differences(archive.of(commit), pod).isEmpty();
    }

    private static List<String> differences(FileTree expected, DocsPod pod) {
        try {
            return expected.differencesOf(FileTree.of(pod.volume()));
        } catch (IOException e) {
            return List.of("it changed while it was read: " + e);
        }
    }

    private static String complaint(DocsPod pod, String commit, List<String> differences) {
        var shown = differences.stream().limit(MOST_DIFFERENCES).toList();
        return "%s does not show %s after %d s; %d differences:%n    %s"
                .formatted(pod.name(), commit, LIMIT.toSeconds(), differences.size(), String.join("\n    ", shown));
    }

    /** Waits until the agents of both pods say so. */
    void awaitStatus(String what, Predicate<JsonNode> condition) {
        for (var pod : system.pods()) {
            Eventually.until(what + " at " + pod.name(), LIMIT, () -> holds(condition, pod));
        }
    }

    private static boolean holds(Predicate<JsonNode> condition, DocsPod pod) {
        try {
            return condition.test(pod.status());
        } catch (UncheckedIOException _) {
            return false; // it doesn't answer at this moment
        }
    }
}
