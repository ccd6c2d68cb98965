package io.gitvolumereloader.receiver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** The packaged program in a process of its own, with one secret and an API server of the test's. */
final class PackagedReceiver implements AutoCloseable {
    private static final Path JAR = Path.of("target", "quarkus-app", "quarkus-run.jar");
    private static final Pattern LISTENING = Pattern.compile(
            "Listening on: http://[^:]+:(?<web>\\d+)\\. Management interface listening on http://[^:]+:(?<management>\\d+)");
    private static final long PATIENCE_SECONDS = 60;

    private final List<String> log = Collections.synchronizedList(new ArrayList<>());
    private final CompletableFuture<int[]> ports = new CompletableFuture<>();
    private final Process process;
    private final Thread reader;

    /** @param folder where the secret is written */
    PackagedReceiver(Path folder, String apiServer, String... options) throws IOException {
        assertThat(JAR).as("the package phase came before").exists();
        Files.writeString(folder.resolve("github"), Cluster.SECRET);
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+ExitOnOutOfMemoryError"));
        command.addAll(List.of(options));
        command.addAll(List.of(
                "-Dreceiver.secrets=" + folder,
                "-Dkubernetes.master=" + apiServer,
                "-Dkubernetes.namespace=docs",
                "-Dkubernetes.auth.tryKubeConfig=false",
                "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.http.port=0",
                "-Dquarkus.management.host=127.0.0.1",
                "-Dquarkus.management.port=0",
                "-jar",
                JAR.toString()));
        process = new ProcessBuilder(command).redirectErrorStream(true).start();
        reader = Thread.ofVirtual().start(this::read);
    }

    URI webhooks() throws Exception {
        return URI.create("http://127.0.0.1:" + ports.get(PATIENCE_SECONDS, TimeUnit.SECONDS)[0] + "/github");
    }

    URI management(String path) throws Exception {
        return URI.create("http://127.0.0.1:" + ports.get(PATIENCE_SECONDS, TimeUnit.SECONDS)[1] + path);
    }

    /** Asks the process to end, as kubelet does, and waits until it has. */
    void terminate() throws InterruptedException {
        process.toHandle().destroy(); // the process's own method would close its output, too
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .as("it ends")
                .isTrue();
        reader.join();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    List<String> log() {
        return List.copyOf(log);
    }

    private void read() {
        try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                log.add(line);
                var listening = LISTENING.matcher(line);
                if (listening.find()) {
                    ports.complete(new int[] {
                        Integer.parseInt(listening.group("web")), Integer.parseInt(listening.group("management"))
                    });
                }
            }
            ports.completeExceptionally(new AssertionError("it ended without listening: " + log));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
