package io.gitvolumereloader.agent.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Runs the machine's own {@code git} in one folder, with a fixed identity and without anybody's configuration.
 *
 * <p>Immutable, so safe to share between threads.
 *
 * @param folder the current folder of every command
 */
public record Git(Path folder) {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Map<String, String> ENVIRONMENT = Map.ofEntries(
            Map.entry("GIT_CONFIG_GLOBAL", "/dev/null"),
            Map.entry("GIT_CONFIG_NOSYSTEM", "1"),
            Map.entry("GIT_TERMINAL_PROMPT", "0"),
            Map.entry("GIT_AUTHOR_NAME", "Ada Writer"),
            Map.entry("GIT_AUTHOR_EMAIL", "ada@example.org"),
            Map.entry("GIT_COMMITTER_NAME", "Ada Writer"),
            Map.entry("GIT_COMMITTER_EMAIL", "ada@example.org"),
            Map.entry("LC_ALL", "C.UTF-8"));

    /**
     * Clones {@code remote}, a URL or a folder, into {@code folder}, which must not exist or be empty.
     *
     * @throws IllegalStateException if Git fails; the message carries what it printed
     */
    public static Git cloneOf(Object remote, Path folder) {
        try {
            var git = new Git(Files.createDirectories(folder));
            git.run("clone", "--quiet", remote.toString(), ".");
            return git;
        } catch (IOException e) {
            throw new UncheckedIOException("Can't make " + folder + " for a clone of " + remote, e);
        }
    }

    /**
     * Runs one command to its end, at most two minutes.
     *
     * @return what it printed, without the blanks and line ends at the end
     * @throws IllegalStateException if it fails or takes too long; the message carries what it printed to standard
     *     error
     */
    public String run(String... arguments) {
        var command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        try {
            var process = prepare(folder, command).start();
            process.getOutputStream().close();
            var output = read(process.getInputStream());
            var errors = read(process.getErrorStream());
            awaitSuccess(process, command, errors);
            return output.join().stripTrailing();
        } catch (IOException e) {
            throw new UncheckedIOException("Can't run " + command + " in " + folder + "; is git installed?", e);
        }
    }

    /** A process to be started in {@code folder}, that knows no Git settings but ours. */
    static ProcessBuilder prepare(Path folder, List<String> command) {
        var builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
        builder.environment().putAll(ENVIRONMENT);
        return builder;
    }

    private static CompletableFuture<String> read(InputStream stream) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try (stream) {
                        return new String(stream.readAllBytes(), UTF_8);
                    } catch (IOException e) {
                        throw new UncheckedIOException("Can't read what git printed", e);
                    }
                },
                Thread::startVirtualThread);
    }

    private void awaitSuccess(Process process, List<String> command, CompletableFuture<String> errors) {
        try {
            if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException(command + " in " + folder + " took longer than " + LIMIT);
            }
            if (process.exitValue() != 0) {
                throw new IllegalStateException(command + " in " + folder + " failed with exit code "
                        + process.exitValue() + ": " + errors.join());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while " + command + " ran in " + folder, e);
        } finally {
            if (process.isAlive()) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        }
    }
}
