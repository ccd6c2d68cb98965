package io.gitvolumereloader.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A folder with a pod's annotations that changes as kubelet changes a downward API volume: a new folder, a turn of the
 * link {@code ..data} by a rename, then the removal of the old folder.
 *
 * <p>Source: the order of steps of AtomicWriter in Kubernetes' pkg/volume/util.
 */
public final class KubeletAnnotations {
    private static final String NAME = "annotations";

    private final Path folder;
    private final Map<String, String> annotations = new TreeMap<>();
    private int generation;

    /** {@code folder} need not be there yet, and is not made before something is written. */
    public KubeletAnnotations(Path folder) {
        this.folder = folder;
    }

    /** The file that the agent reads. */
    public Path file() {
        return folder.resolve(NAME);
    }

    /** Adds an annotation or changes it. */
    public void put(String key, String value) {
        annotations.put(key, value);
        write(annotations.entrySet().stream()
                .map(each -> each.getKey() + "=" + quote(each.getValue()))
                .collect(Collectors.joining("\n")));
    }

    /** Lets the file hold {@code text}. */
    public void write(String text) {
        try {
            var link = Files.createDirectories(folder).resolve("..data");
            var old = Files.exists(link) ? link.toRealPath() : null;
            var next = Files.createDirectory(folder.resolve("..2026_11_20_07_30_%05d".formatted(generation++)));
            Files.writeString(next.resolve(NAME), text);
            var beside = Files.createSymbolicLink(folder.resolve("..data_tmp"), next.getFileName());
            Files.move(beside, link, StandardCopyOption.ATOMIC_MOVE);
            if (!Files.isSymbolicLink(file())) {
                Files.createSymbolicLink(file(), Path.of("..data", NAME));
            }
            if (old != null) {
                remove(old);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes the folder away with all that is in it. */
    public void delete() {
        try {
            remove(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What Go's strconv.Quote makes of it, but for characters that can't be printed beyond ASCII. */
    private static String quote(String value) {
        var quoted = new StringBuilder("\"");
        for (var letter : new String(value.getBytes(UTF_8), UTF_8).toCharArray()) {
            switch (letter) {
                case '"', '\\' -> quoted.append('\\').append(letter);
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                default -> quoted.append(letter);
            }
        }
        return quoted.append('"').toString();
    }

    private static void remove(Path tree) throws IOException {
        try (var entries = Files.walk(tree)) {
            for (var entry : entries.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(entry);
            }
        }
    }
}
