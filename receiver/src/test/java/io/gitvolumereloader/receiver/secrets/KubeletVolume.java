package io.gitvolumereloader.receiver.secrets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/**
 * A folder that changes as kubelet changes the volume of a Secret: a new folder with all files, a turn of the link
 * {@code ..data} by a rename, then the removal of the old folder. The names that users see are links through
 * {@code ..data}.
 *
 * <p>Source: the order of steps of AtomicWriter in Kubernetes' pkg/volume/util.
 */
public final class KubeletVolume {
    private final Path folder;
    private final Map<String, String> files = new TreeMap<>();
    private int generation;

    /** Fills {@code folder}, which is empty. */
    public KubeletVolume(Path folder) {
        this.folder = folder;
    }

    /** Where it is. */
    public Path folder() {
        return folder;
    }

    /** Adds a file or changes it. */
    public synchronized void put(String name, String text) {
        files.put(name, text);
        swap();
    }

    /** Takes a file away. */
    public synchronized void remove(String name) {
        files.remove(name);
        swap();
    }

    /** Changes all files at one moment. */
    public synchronized void replace(Map<String, String> all) {
        files.clear();
        files.putAll(all);
        swap();
    }

    private void swap() {
        try {
            var link = folder.resolve("..data");
            var old = Files.exists(link) ? link.toRealPath() : null;
            var next = Files.createDirectory(folder.resolve("..2026_11_20_07_30_%05d".formatted(generation++)));
            for (var file : files.entrySet()) {
                Files.writeString(next.resolve(file.getKey()), file.getValue());
            }
            var beside = folder.resolve("..data_tmp");
            Files.createSymbolicLink(beside, next.getFileName());
            Files.move(beside, link, StandardCopyOption.ATOMIC_MOVE);
            for (var name : files.keySet()) {
                if (!Files.isSymbolicLink(folder.resolve(name))) {
                    Files.createSymbolicLink(folder.resolve(name), Path.of("..data", name));
                }
            }
            if (old != null) {
                remove(old);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void remove(Path tree) throws IOException {
        try (var entries = Files.walk(tree)) {
            for (var entry : entries.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(entry);
            }
        }
    }
}
