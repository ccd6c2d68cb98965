package io.gitvolumereloader.local.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTreeTest {
    @TempDir
    private Path expected;

    @TempDir
    private Path actual;

    @BeforeEach
    void fillBothAlike() throws IOException {
        for (var root : List.of(expected, actual)) {
            Files.createDirectory(root.resolve("docs"));
            Files.writeString(root.resolve("docs/page.md"), "page");
            Files.writeString(root.resolve("run"), "#!/bin/sh");
            Files.createSymbolicLink(root.resolve("link"), Path.of("docs/page.md"));
        }
    }

    @Test
    void equalTreesDoNotDiffer() throws IOException {
        assertThat(differences()).isEmpty();
    }

    @Test
    void otherContentDiffersAlthoughItsLengthIsTheSame() throws IOException {
        Files.writeString(actual.resolve("docs/page.md"), "ages");

        assertThat(differences()).singleElement().asString().startsWith("different: docs/page.md");
    }

    @Test
    void executableBitDiffers() throws IOException {
        assertThat(actual.resolve("run").toFile().setExecutable(true)).isTrue();

        assertThat(differences()).singleElement().asString().startsWith("different: run");
    }

    @Test
    void targetOfALinkDiffers() throws IOException {
        Files.delete(actual.resolve("link"));
        Files.createSymbolicLink(actual.resolve("link"), Path.of("docs"));

        assertThat(differences()).singleElement().asString().startsWith("different: link");
    }

    @Test
    void fileInPlaceOfALinkDiffersAlthoughItReadsTheSame() throws IOException {
        Files.delete(actual.resolve("link"));
        Files.writeString(actual.resolve("link"), "page");

        assertThat(differences()).singleElement().asString().startsWith("different: link");
    }

    @Test
    void folderInPlaceOfAFileDiffers() throws IOException {
        Files.delete(actual.resolve("run"));
        Files.createDirectory(actual.resolve("run"));

        assertThat(differences()).singleElement().asString().startsWith("different: run");
    }

    @Test
    void missingFileIsNamed() throws IOException {
        Files.delete(actual.resolve("docs/page.md"));

        assertThat(differences()).singleElement().asString().startsWith("missing: docs/page.md");
    }

    @Test
    void whatIsTooMuchIsNamedEvenIfItIsAnEmptyFolder() throws IOException {
        Files.createDirectory(actual.resolve("left over"));

        assertThat(differences()).singleElement().asString().startsWith("too much: left over");
    }

    private List<String> differences() throws IOException {
        return FileTree.of(expected).differencesOf(FileTree.of(actual));
    }
}
