package io.gitvolumereloader.local.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleDocsTest {
    @TempDir
    private Path folder;

    @Test
    void thereAreFiveHundredSmallPages() throws IOException {
        new SampleDocs(folder).write();

        try (var pages = Files.walk(folder.resolve("docs")).filter(Files::isRegularFile)) {
            assertThat(pages)
                    .hasSize(500)
                    .allSatisfy(page -> assertThat(Files.size(page)).isBetween(2_000L, 6_500L));
        }
    }
}
