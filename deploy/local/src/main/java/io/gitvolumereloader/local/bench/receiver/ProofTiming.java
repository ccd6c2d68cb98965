package io.gitvolumereloader.local.bench.receiver;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gitvolumereloader.local.bench.proof.ProofRow;
import io.gitvolumereloader.local.bench.proof.ProofTimer;
import io.gitvolumereloader.local.stage.Cleanup;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;

/**
 * Runs {@link ProofTimer} in a JVM with both compilers, as the receiver's in these benchmarks.
 *
 * @param samples how many times each variant is clocked
 */
record ProofTiming(int samples, Cleanup cleanup, Figures figures, PrintStream out) {
    /**
     * Adds a row for each scheme.
     *
     * @throws IllegalStateException if the program fails; it has said why on the standard error
     */
    void run() throws InterruptedException {
        out.println("Measuring what the time of a proof tells ...");
        try {
            var process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:+UseSerialGC",
                            "-Xmx64m",
                            "-XX:-UsePerfData",
                            "-cp",
                            System.getProperty("java.class.path"),
                            ProofTimer.class.getName(),
                            Integer.toString(samples))
                    .redirectError(Redirect.INHERIT)
                    .start();
            cleanup.add(process::destroyForcibly);
            try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
                lines.lines().map(ProofRow::parse).forEach(this::add);
            }
            if (process.waitFor() != 0) {
                throw new IllegalStateException("The program that clocks proofs failed");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Can't run the program that clocks proofs", e);
        }
    }

    private void add(ProofRow row) {
        figures.add(row.what(), row.named(), row.verdict());
        if (row.isControl() && !row.leaks()) {
            out.printf("%s: was not found, so the other rows prove nothing%n", row.what());
        } else if (row.leaks() && !row.isControl()) {
            out.printf("%s: tells something about the secret%n", row.what());
        }
    }
}
