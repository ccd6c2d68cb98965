package io.gitvolumereloader.receiver;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One run of the program, with the classes under test, that ends before there is a server. */
final class ReceiverProcess {
    private static final long PATIENCE_SECONDS = 60;

    /** What of our own environment would be read as settings. */
    private static final Set<String> FOREIGN = Set.of("RECEIVER_", "POD_", "QUARKUS_", "KUBE", "JAVA_TOOL_OPTIONS");

    private ReceiverProcess() {}

    /** What a run that has ended left. */
    record Ended(int code, String out, String err) {}

    /** Starts it in {@code folder}, which is its home too, and waits for its end. */
    static Ended run(Path folder, Map<String, String> environment, String... options)
            throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(List.of(options));
        command.add(Main.class.getName());
        var builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().keySet().removeIf(name -> FOREIGN.stream().anyMatch(name::startsWith));
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().put("HOME", folder.toString());
        builder.environment().putAll(environment);
        var process = builder.start();
        try {
            var out = read(process.getInputStream());
            var err = read(process.getErrorStream());
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("it did not end");
            }
            return new Ended(process.exitValue(), out.join(), err.join());
        } finally {
            process.destroyForcibly();
        }
    }

    private static CompletableFuture<String> read(InputStream stream) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try (stream) {
                        return new String(stream.readAllBytes(), UTF_8);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                Thread::startVirtualThread);
    }
}
