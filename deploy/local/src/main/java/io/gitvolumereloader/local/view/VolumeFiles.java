package io.gitvolumereloader.local.view;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The files of one volume, and nothing outside of it: neither {@code ..} nor a symbolic link leads out.
 *
 * @param folder the volume
 */
record VolumeFiles(Path folder) {

    /**
     * The file or folder at a path, links followed.
     *
     * @param path relative to the volume, with or without a slash in front; untrusted
     * @return empty where nothing is there, and where it lies outside
     */
    Optional<Path> find(String path) {
        try {
            var root = folder.toRealPath();
            var found = root.resolve(path.replaceFirst("^/+", "")).toRealPath();
            return found.startsWith(root) ? Optional.of(found) : Optional.empty();
        } catch (IOException | InvalidPathException _) {
            return Optional.empty();
        }
    }

    /** The names in a folder of the volume, in order, those of folders with a slash at the end. */
    static List<String> list(Path folder) throws IOException {
        try (var entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName() + (Files.isDirectory(entry) ? "/" : ""))
                    .sorted()
                    .toList();
        }
    }
}
