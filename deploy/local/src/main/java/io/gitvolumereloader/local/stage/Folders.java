package io.gitvolumereloader.local.stage;

import io.gitvolumereloader.local.process.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;

/**
 * Where everything of one run lies.
 *
 * @param root a temporary folder
 */
public record Folders(Path root) {
    private static final Duration REMOVAL_LIMIT = Duration.ofSeconds(5);

    /** Makes them in the system's folder for temporary files. */
    static Folders make() {
        try {
            var folders = new Folders(
                    Files.createTempDirectory("git-volume-reloader-").toAbsolutePath());
            Files.createDirectory(folders.logs());
            Files.createDirectory(folders.secrets());
            Files.createDirectory(folders.temporary());
            return folders;
        } catch (IOException e) {
            throw new UncheckedIOException("Can't make a temporary folder; is TMPDIR there, writable and not full?", e);
        }
    }

    Path volume(String pod) {
        return root.resolve("volumes").resolve(pod);
    }

    Path state(String pod) {
        return root.resolve("state").resolve(pod);
    }

    /** The logs of all programs. */
    public Path logs() {
        return root.resolve("logs");
    }

    /** The log of one program. */
    public Path log(String program) {
        return logs().resolve(program + ".log");
    }

    /** What the receiver is started with: a file {@code github} holds the webhook's secret. */
    public Path secrets() {
        return root.resolve("secrets");
    }

    /** For the temporary files of the programs. */
    Path temporary() {
        return root.resolve("tmp");
    }

    Path served() {
        return root.resolve("served");
    }

    Path work() {
        return root.resolve("work");
    }

    Path kubeconfig() {
        return root.resolve("kubeconfig");
    }

    /** Removes them with all that is in them, and gives programs a moment that are just about to end. */
    void remove() {
        Eventually.until(
                REMOVAL_LIMIT,
                Duration.ofMillis(50),
                this::isRemoved,
                () -> "Can't remove " + root + "; please remove it by hand");
    }

    private boolean isRemoved() {
        try (var all = Files.walk(root)) {
            for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException _) {
            return Files.notExists(root); // what is not empty yet will be, when its writer has ended
        }
        return true;
    }
}
