package io.gitvolumereloader.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.gitvolumereloader.agent.publish.PublishSettings.Mode;
import io.gitvolumereloader.agent.sync.Publisher.Look;
import io.gitvolumereloader.agent.sync.SyncResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** A published volume that somebody else may write into, and a folder outside that nobody may touch. */
final class Vandals implements AutoCloseable {
    final Docs docs;
    final Path outside;
    private final Path scratch;

    /** Everything lies in {@code scratch}; two revisions were published. */
    Vandals(Path scratch, Mode mode) throws IOException {
        this.scratch = scratch;
        docs = new Docs(scratch, mode);
        docs.write("index.md", "# Docs\n").write("guide/start.md", "Start\n").write("guide/end.md", "End\n");
        docs.push("first");
        assertThat(docs.sync()).isInstanceOf(SyncResult.Updated.class);
        push();
        assertThat(docs.sync()).isInstanceOf(SyncResult.Updated.class);
        docs.engine().sync().tidy(() -> false);
        outside = Files.createDirectory(scratch.resolve("outside"));
        Files.writeString(outside.resolve("secret.txt"), "not ours");
    }

    /** A change of one file. */
    void push() throws IOException {
        var number = docs.bare.run("rev-list", "--count", "main");
        docs.write("index.md", "# Docs " + number + "\n").push("change " + number);
    }

    /** The next push is shown, if need be at the third attempt, without a defect. */
    void assertHeals() throws IOException {
        push();
        SyncResult result = docs.sync();
        for (var i = 0; i < 2 && result instanceof SyncResult.Failed; i++) {
            result = docs.sync();
        }
        assertThat(result).isInstanceOf(SyncResult.Updated.class);
        docs.engine().sync().verify(Look.STAT);
        docs.assertShows("main");
        docs.engine().sync().tidy(() -> false);
        docs.assertShows("main");
        assertThat(Docs.entries(outside)).containsOnlyKeys("secret.txt");
        assertThat(outside.resolve("secret.txt")).hasContent("not ours");
    }

    /** Takes what is at {@code path} away, and puts there a file, a link to the outside, or nothing. */
    void replace(Path path, String by) throws IOException {
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            Files.move(path, Files.createTempDirectory(scratch, "taken").resolve("away"));
        }
        switch (by) {
            case "file" -> Files.writeString(path, "in the way");
            case "link" -> Files.createSymbolicLink(path, outside);
            default -> assertThat(path).doesNotExist();
        }
    }

    @Override
    public void close() {
        docs.close();
    }
}
