package io.gitvolumereloader.agent;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One run of the agent's program in a JVM of its own, with the classes under test. */
final class AgentProcess implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    /** What of our own environment would be read as settings. */
    private static final Set<String> FOREIGN = Set.of("AGENT_", "POD_", "QUARKUS_", "KUBE", "JAVA_TOOL_OPTIONS");

    private final Process process;
    private final CompletableFuture<String> out;
    private final CompletableFuture<String> err;

    /** What a run that has ended left. */
    record Ended(int code, String out, String err) {}

    private AgentProcess(Process process) {
        this.process = process;
        this.out = read(process.getInputStream());
        this.err = read(process.getErrorStream());
    }

    /** Starts it in {@code folder}; {@code environment} is all that it finds of settings. */
    static AgentProcess start(Path folder, Map<String, String> environment, String... arguments) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx64m",
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().keySet().removeIf(name -> FOREIGN.stream().anyMatch(name::startsWith));
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().putAll(environment);
        try {
            return new AgentProcess(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException("Can't start " + command, e);
        }
    }

    /** Starts it and waits for its end, at most a minute. */
    static Ended run(Path folder, Map<String, String> environment, String... arguments) {
        try (var running = start(folder, environment, arguments)) {
            return running.ended();
        }
    }

    /** Asks it to end, as Kubernetes does. */
    void terminate() {
        process.toHandle().destroy(); // unlike the process's own, it leaves what was printed
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Waits for its end, at most a minute. */
    Ended ended() {
        try {
            if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("it did not end within " + LIMIT + ": " + out.join() + err.join());
            }
            return new Ended(process.exitValue(), out.join(), err.join());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private static CompletableFuture<String> read(InputStream stream) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try (stream) {
                        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                Thread::startVirtualThread);
    }
}
