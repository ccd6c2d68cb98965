package io.gitvolumereloader.local.bench.receiver;

import java.time.Duration;
import java.util.List;

/**
 * How long is measured.
 *
 * @param warmUp before each row
 * @param measured of each row
 * @param connections of the rows, in their order
 * @param flood of large bodies
 * @param samples of each kind of signature over HTTP
 * @param proofs how many times each kind of proof is clocked where it is checked
 */
public record Scale(
        Duration warmUp, Duration measured, List<Integer> connections, Duration flood, int samples, int proofs) {
    /** Keeps a copy. */
    public Scale {
        connections = List.copyOf(connections);
    }

    /** All of it; some nine minutes. */
    public static Scale full() {
        return new Scale(
                Duration.ofSeconds(5),
                Duration.ofSeconds(10),
                List.of(1, 16, 128),
                Duration.ofSeconds(20),
                50_000,
                50_000);
    }

    /** Some of it, in five minutes. */
    public static Scale quick() {
        return new Scale(
                Duration.ofSeconds(2), Duration.ofSeconds(2), List.of(1, 16), Duration.ofSeconds(3), 5_000, 5_000);
    }
}
