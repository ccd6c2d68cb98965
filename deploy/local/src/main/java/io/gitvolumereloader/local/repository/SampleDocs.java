package io.gitvolumereloader.local.repository;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes documentation to play with: an MkDocs project of many small pages, the same in every run. */
final class SampleDocs {
    private static final int PAGES = 500;
    private static final int PAGES_A_CHAPTER = 25;
    private static final int MOST_PARAGRAPHS = 10;
    private static final String[] WORDS = {
        "volume", "push", "branch", "page", "sidecar", "commit", "reader", "cluster", "follows", "shows", "at", "once",
        "every", "replica", "quietly", "and", "without", "restart", "so", "nobody", "waits"
    };

    private final Path folder;
    private final Random random = new Random(2026);

    SampleDocs(Path folder) {
        this.folder = folder;
    }

    void write() throws IOException {
        Files.writeString(folder.resolve("README.md"), """
                # Docs

                Sample documentation. Change a page below `docs`, commit, push, and look at both volumes.
                """);
        Files.writeString(folder.resolve("mkdocs.yml"), "site_name: Docs\ntheme: readthedocs\n");
        for (int page = 0; page < PAGES; page++) {
            var file = folder.resolve(page(page));
            Files.createDirectories(file.resolveSibling("."));
            Files.writeString(file, text(page));
        }
    }

    /** The path of a page from the repository's root. */
    static String page(int number) {
        return "docs/chapter-%02d/page-%03d.md".formatted(number / PAGES_A_CHAPTER, number);
    }

    private String text(int page) {
        int paragraphs = random.nextInt(MOST_PARAGRAPHS / 2, MOST_PARAGRAPHS + 1);
        return IntStream.range(0, paragraphs)
                .mapToObj(_ -> paragraph())
                .collect(Collectors.joining("\n\n", "# Page " + page + "\n\n", "\n"));
    }

    private String paragraph() {
        return IntStream.range(0, 80)
                .mapToObj(_ -> WORDS[random.nextInt(WORDS.length)])
                .collect(Collectors.joining(" "));
    }
}
