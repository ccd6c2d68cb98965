package io.gitvolumereloader.local.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchTest {
    @TempDir
    private Path parent;

    @Test
    void everythingInItGoesButNotWhatALinkLeadsTo() throws IOException {
        Files.writeString(parent.resolve("kept"), "kept");
        try (var scratch = Scratch.in(parent)) {
            Files.writeString(scratch.make("a/b").resolve("file"), "gone");
            Files.createSymbolicLink(scratch.folder().resolve("link"), parent);
        }

        assertThat(parent.toFile().list()).containsExactly("kept");
    }

    @Test
    void folderThatIsNotThereNeedsNoRemoval() {
        assertThatCode(() -> Scratch.remove(parent.resolve("missing"))).doesNotThrowAnyException();
    }
}
