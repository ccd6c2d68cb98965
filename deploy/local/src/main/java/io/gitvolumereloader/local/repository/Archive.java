package io.gitvolumereloader.local.repository;

import io.gitvolumereloader.agent.testing.Git;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/** Says what a volume must show: {@code git archive} of a commit, unpacked by {@code tar}. */
public final class Archive {
    private final Git repository;
    private final Path folder;

    /**
     * An archive of a repository's commits.
     *
     * @param folder for what is unpacked meanwhile
     */
    public Archive(Git repository, Path folder) {
        this.repository = repository;
        this.folder = folder;
    }

    public FileTree of(String commit) {
        var archive = folder.resolve(commit + ".tar");
        var unpacked = folder.resolve(commit);
        try {
            Files.createDirectories(unpacked);
            repository.run("archive", "--format=tar", "--output=" + archive, commit);
            unpack(archive, unpacked);
            return FileTree.of(unpacked);
        } catch (IOException e) {
            throw new UncheckedIOException("Can't unpack the archive of " + commit + "; is tar installed?", e);
        } finally {
            remove(archive);
            remove(unpacked);
        }
    }

    private static void unpack(Path archive, Path unpacked) throws IOException {
        var command = List.of("tar", "-xf", archive.toString(), "-C", unpacked.toString());
        var builder = new ProcessBuilder(command).inheritIO();
        builder.environment().put("LC_ALL", "C.UTF-8");
        int exit = builder.start().onExit().join().exitValue();
        if (exit != 0) {
            throw new IOException(command + " failed with " + exit);
        }
    }

    private static void remove(Path path) {
        if (Files.notExists(path)) {
            return;
        }
        try (var paths = Files.walk(path)) {
            for (var each : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Can't remove " + path, e);
        }
    }
}
