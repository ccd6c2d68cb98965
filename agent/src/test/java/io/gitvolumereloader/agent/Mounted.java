package io.gitvolumereloader.agent;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A file system mounted on a folder until it is closed; the test is skipped where that is not allowed. */
final class Mounted implements AutoCloseable {
    private final Path folder;

    /** A tmpfs of this size. */
    Mounted(Path folder, String size) throws IOException {
        this(folder, List.of("-t", "tmpfs", "-o", "size=" + size, "tmpfs"));
    }

    /** A file system of this type. */
    Mounted(Path folder, String type, String options) throws IOException {
        this(folder, List.of("-t", type, "-o", options, type));
    }

    private Mounted(Path folder, List<String> arguments) throws IOException {
        this.folder = Files.createDirectories(folder);
        assumeTrue(
                run(Stream.of(List.of("mount"), arguments, List.of(folder.toString()))
                        .flatMap(List::stream)
                        .toList()),
                "only root can mount");
    }

    /** The folder itself once more: the same files, but no hard link leads in or out. */
    static Mounted onItself(Path folder) throws IOException {
        return new Mounted(folder, List.of("--bind", folder.toString()));
    }

    @Override
    public void close() throws IOException {
        run(List.of("umount", "--lazy", folder.toString()));
    }

    private static boolean run(List<String> command) throws IOException {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getInputStream().transferTo(OutputStream.nullOutputStream());
            return process.onExit().orTimeout(10, TimeUnit.SECONDS).join().exitValue() == 0;
        } catch (IOException _) {
            return false; // this machine has no such command
        }
    }
}
