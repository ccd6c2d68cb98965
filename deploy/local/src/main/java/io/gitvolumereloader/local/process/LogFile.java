package io.gitvolumereloader.local.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * What one run of a program added to its log file.
 *
 * @param file may hold earlier runs as well
 * @param start where this run begins, in bytes
 */
record LogFile(Path file, long start) {
    private static final int TAIL = 15;

    static LogFile fromItsEnd(Path file) throws IOException {
        return new LogFile(file, Files.exists(file) ? Files.size(file) : 0);
    }

    String text() {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ).position(start);
                var input = Channels.newInputStream(channel)) {
            return new String(input.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Can't read the log " + file, e);
        }
    }

    /** The last lines, fit to end a message. */
    String tail() {
        List<String> lines = text().lines().toList();
        var last = lines.subList(Math.max(0, lines.size() - TAIL), lines.size());
        return last.isEmpty()
                ? "it printed nothing to " + file
                : "the end of " + file + ":\n    " + String.join("\n    ", last);
    }
}
