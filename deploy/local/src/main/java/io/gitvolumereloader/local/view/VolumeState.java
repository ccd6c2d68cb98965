package io.gitvolumereloader.local.view;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/** Describes one volume at this moment, for the page that shows them side by side. */
final class VolumeState {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int NEWEST = 12;
    private static final int README_LIMIT = 10_000;

    private final Volume volume;

    VolumeState(Volume volume) {
        this.volume = volume;
    }

    /** Its name, what its agent says, how many files it has, the newest of them, and its README. */
    ObjectNode describe() {
        var state = JSON.createObjectNode().put("name", volume.name());
        try {
            state.set("status", volume.status().get());
        } catch (RuntimeException e) {
            state.put("trouble", String.valueOf(e.getMessage()));
        }
        try {
            var files = files();
            state.put("files", files.size()).put("readme", readme());
            var newest = state.putArray("newest");
            files.stream()
                    .limit(NEWEST)
                    .forEach(file ->
                            newest.add(volume.folder().relativize(file.path()).toString()));
        } catch (IOException e) {
            state.put("trouble", "The volume changed while it was read; the next look will tell.");
        }
        return state;
    }

    private record Dated(Path path, long changed) {}

    private List<Dated> files() throws IOException {
        try (var found = Files.find(volume.folder(), 64, (_, attributes) -> !attributes.isDirectory())) {
            return found.map(path -> new Dated(path, path.toFile().lastModified()))
                    .sorted(Comparator.comparingLong(Dated::changed).reversed().thenComparing(Dated::path))
                    .toList();
        }
    }

    private String readme() throws IOException {
        var file = new VolumeFiles(volume.folder()).find("README.md");
        if (file.isEmpty()) {
            return "(no README.md)";
        }
        try (var input = Files.newInputStream(file.get())) {
            return new String(input.readNBytes(README_LIMIT), UTF_8);
        }
    }
}
