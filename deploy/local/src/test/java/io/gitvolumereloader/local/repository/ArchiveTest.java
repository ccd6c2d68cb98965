package io.gitvolumereloader.local.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.gitvolumereloader.agent.testing.Git;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveTest {
    @TempDir
    private Path folder;

    @Test
    void archiveHoldsWhatWasCommittedAndNothingIsLeftBehind() throws IOException {
        var work = Files.createDirectory(folder.resolve("work"));
        var git = new Git(work);
        git.run("init", "--quiet");
        Files.createDirectory(work.resolve("docs"));
        Files.writeString(work.resolve("docs/Größe – 日本語.md"), "page");
        Files.createSymbolicLink(work.resolve("link"), Path.of("docs"));
        git.run("add", "--all");
        git.run("commit", "--quiet", "--message=all kinds");
        var unpacked = folder.resolve("unpacked");

        var tree = new Archive(git, unpacked).of(git.run("rev-parse", "HEAD"));

        assertThat(tree.entries()).containsOnlyKeys("docs", "docs/Größe – 日本語.md", "link");
        assertThat(unpacked).isEmptyDirectory();
    }
}
