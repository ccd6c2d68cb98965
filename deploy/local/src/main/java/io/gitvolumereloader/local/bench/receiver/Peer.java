package io.gitvolumereloader.local.bench.receiver;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.file.Path;

/** The process of a {@link BareServer}, in a JVM with the receiver's flags. */
record Peer(Process process, URI server) implements AutoCloseable {
    static Peer start() {
        try {
            var process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:+UseSerialGC",
                            "-Xmx64m",
                            "-XX:-UsePerfData",
                            "-Djava.net.preferIPv4Stack=true",
                            "-Dsun.net.httpserver.nodelay=true",
                            "-cp",
                            System.getProperty("java.class.path"),
                            BareServer.class.getName())
                    .redirectError(Redirect.DISCARD)
                    .start();
            var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
            return new Peer(process, URI.create("http://127.0.0.1:" + lines.readLine()));
        } catch (IOException e) {
            throw new UncheckedIOException("Can't start the server to compare with", e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
