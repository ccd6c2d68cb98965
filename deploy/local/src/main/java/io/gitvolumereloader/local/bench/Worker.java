package io.gitvolumereloader.local.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A process that answers each line it is told with a line. Told by one thread at a time, closed by any. */
final class Worker implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final Duration END_LIMIT = Duration.ofSeconds(10);
    private static final int TAIL = 8;
    private static final String END = "failed: it has ended";

    /** What of our own environment would be read as settings. */
    private static final Set<String> FOREIGN = Set.of("AGENT_", "POD_", "QUARKUS_", "GIT_", "JAVA_TOOL_OPTIONS");

    private static final Map<String, String> SURROUNDINGS = Map.of(
            "LC_ALL", "C.UTF-8",
            "GIT_CONFIG_GLOBAL", "/dev/null",
            "GIT_CONFIG_NOSYSTEM", "1",
            "GIT_TERMINAL_PROMPT", "0",
            "NO_PROXY", "127.0.0.1",
            "no_proxy", "127.0.0.1");

    private final Path log;
    private final Process process;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    private Worker(Path log, Process process) {
        this.log = log;
        this.process = process;
    }

    /**
     * Starts a process and waits until it says that it is ready.
     *
     * @param environment on top of what all workers get
     * @param log the file to which its standard error is appended
     */
    static Worker start(List<String> command, Map<String, String> environment, Path log) {
        var builder = new ProcessBuilder(command)
                .redirectError(Redirect.appendTo(log.toFile()))
                .directory(log.resolveSibling(".").toFile());
        builder.environment().keySet().removeIf(name -> FOREIGN.stream().anyMatch(name::startsWith));
        builder.environment().putAll(SURROUNDINGS);
        builder.environment().putAll(environment);
        try {
            var worker = new Worker(log, builder.start());
            Thread.ofPlatform().daemon().name("answers").start(worker::read);
            worker.await("start");
            return worker;
        } catch (IOException e) {
            throw new UncheckedIOException("Can't start " + command, e);
        }
    }

    /** The process. */
    ProcessHandle handle() {
        return process.toHandle();
    }

    /**
     * Tells it to do something and waits, at most five minutes.
     *
     * @throws IllegalStateException if it fails, ends or takes longer; the message has the end of its log
     */
    Answer ask(String order) {
        try {
            var input = process.getOutputStream();
            input.write((order + "\n").getBytes(UTF_8));
            input.flush();
        } catch (IOException e) {
            throw new IllegalStateException("Can't tell a worker to " + order + tail(), e);
        }
        return await(order);
    }

    /** Ends it and all that it started. Safe to call twice. */
    @Override
    public void close() {
        if (!process.isAlive()) {
            return; // by now its number may be that of a process of somebody else
        }
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            process.waitFor(END_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private Answer await(String order) {
        try {
            var line = lines.poll(LIMIT.toSeconds(), TimeUnit.SECONDS);
            return Answer.parse(line == null ? "failed: it took longer than " + LIMIT : line);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new CancellationException("Interrupted while a worker did " + order);
        } catch (IllegalStateException e) {
            close();
            throw new IllegalStateException("Told to " + order + ", a worker " + e.getMessage() + tail(), e);
        }
    }

    /** The last lines that it printed beside its answers. */
    private String tail() {
        try {
            var printed = Files.readAllLines(log);
            var last = printed.subList(Math.max(0, printed.size() - TAIL), printed.size());
            return "; the end of what it printed: " + String.join(" / ", last);
        } catch (IOException e) {
            return "; what it printed can't be read: " + e;
        }
    }

    private void read() {
        try (var reader = new BufferedReader(process.inputReader(UTF_8))) {
            reader.lines().forEach(lines::add);
        } catch (IOException | UncheckedIOException _) {
            // It was killed; whoever waits learns it from the line below.
        } finally {
            lines.add(END);
        }
    }
}
