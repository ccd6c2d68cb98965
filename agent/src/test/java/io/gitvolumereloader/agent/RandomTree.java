package io.gitvolumereloader.agent;

import io.gitvolumereloader.agent.testing.Git;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * A tree of files that changes at random, in all the ways that make trees hard to publish: files become folders and
 * links and the other way round, executable bits come and go, folders appear and vanish.
 */
final class RandomTree {
    private static final List<String> NAMES = List.of("a", "b", "A", "b.md", "c-1", "c 2", "d", "\u00e4\u00f6", "e.e");
    private static final int DEEPEST = 4;

    private final RandomGenerator random;
    private final SortedMap<String, Entry> files = new TreeMap<>();

    RandomTree(RandomGenerator random) {
        this.random = random;
    }

    private record Entry(String mode, String content) {}

    /** Makes up to {@code most} changes. */
    RandomTree change(int most) {
        for (var i = random.nextInt(most + 1); i > 0; i--) {
            if (files.isEmpty() || random.nextInt(3) > 0) {
                put(path());
            } else {
                var paths = new ArrayList<>(files.keySet());
                files.remove(paths.get(random.nextInt(paths.size())));
            }
        }
        return this;
    }

    /** Commits it as the new tip of {@code branch}; the commit's name. */
    String commit(Git bare, String branch) {
        var stream = new ByteArrayOutputStream();
        print(stream, "commit refs/heads/" + branch + "\ncommitter a <a@b.c> 1 +0000\ndata 1\nx\n");
        files.forEach((path, entry) -> {
            print(stream, "M " + entry.mode() + " inline \"" + path + "\"\n");
            print(stream, "data " + entry.content().getBytes(StandardCharsets.UTF_8).length + "\n");
            print(stream, entry.content());
            print(stream, "\n");
        });
        fastImport(bare.folder(), stream.toByteArray());
        return bare.run("rev-parse", branch);
    }

    private void put(String path) {
        // What is at a part of the path, or below it, gives way.
        files.keySet().removeIf(other -> path.startsWith(other + "/") || other.startsWith(path + "/"));
        files.put(path, entry(path));
    }

    private Entry entry(String path) {
        return switch (random.nextInt(8)) {
            case 0 -> new Entry("100755", content());
            case 1 -> new Entry("120000", target(path));
            default -> new Entry("100644", content());
        };
    }

    private String content() {
        var content = new byte[random.nextInt(20) == 0 ? 100_000 : random.nextInt(40)];
        random.nextBytes(content);
        return new String(content, StandardCharsets.ISO_8859_1);
    }

    private String target(String path) {
        var up = path.chars().filter(character -> character == '/').count();
        return "../".repeat(random.nextInt((int) up + 1)) + path();
    }

    private String path() {
        var parts = new ArrayList<String>();
        for (var i = random.nextInt(DEEPEST); i >= 0; i--) {
            parts.add(NAMES.get(random.nextInt(NAMES.size())));
        }
        return String.join("/", parts);
    }

    private static void print(ByteArrayOutputStream stream, String text) {
        stream.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void fastImport(Path repository, byte[] stream) {
        try {
            var process = new ProcessBuilder("git", "fast-import", "--quiet", "--force")
                    .directory(repository.toFile())
                    .redirectErrorStream(true)
                    .start();
            try (var in = process.getOutputStream()) {
                in.write(stream);
            }
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException("git fast-import failed: " + said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
