package io.gitvolumereloader.agent.publish;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Writes small files so that after any death the new content is there, or the old one, and never a part. */
final class Durable {
    private Durable() {}

    /**
     * Writes {@code text} to {@code beside}, and moves that to {@code file} in the same folder once it is safe on the
     * disk.
     *
     * @param step called before each change
     */
    static void write(Path beside, Path file, String text, Runnable step) throws IOException {
        step.run();
        Files.deleteIfExists(beside);
        step.run();
        try (var channel = FileChannel.open(beside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        step.run();
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
        try (var folder = FileChannel.open(file.resolveSibling("."), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }
}
