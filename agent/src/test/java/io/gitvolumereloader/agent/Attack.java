package io.gitvolumereloader.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.gitvolumereloader.agent.publish.PublishSettings.Mode;
import io.gitvolumereloader.agent.publish.PublishSettings.Symlinks;
import io.gitvolumereloader.agent.sync.SyncResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.lib.ObjectId;

/** A repository that is followed and turns evil, and a folder outside that nobody may touch. */
final class Attack implements AutoCloseable {
    final Docs docs;
    final RawObjects objects;
    final Path outside;
    final ObjectId file;

    /** Everything lies in {@code scratch}; a good revision is published. */
    Attack(Path scratch, Mode mode) throws IOException {
        docs = new Docs(scratch, mode);
        docs.write("index.md", "# Docs\n").write("guide/start.md", "Start\n").write("guide/end.md", "End\n");
        docs.push("good");
        assertThat(docs.sync()).isInstanceOf(SyncResult.Updated.class);
        docs.engine().sync().tidy(() -> false);
        outside = Files.createDirectory(scratch.resolve("outside"));
        Files.writeString(outside.resolve("secret.txt"), "not ours");
        objects = new RawObjects(docs.bare);
        file = objects.blob("from the repository");
    }

    /** From now on symbolic links that leave the tree are published as they are. */
    void keepLinks() {
        docs.reconfigured(docs.settings().publish().with(Symlinks.KEEP));
        assertThat(docs.sync()).isInstanceOf(SyncResult.Updated.class);
    }

    /** A push of {@code tree} is refused for a reason that says {@code words}, and nothing changes anywhere. */
    void isRefused(ObjectId tree, String... words) throws IOException {
        var before = docs.bare.run("rev-parse", "main");
        objects.push(tree);
        assertThat(docs.sync())
                .as(String.join(", ", words))
                .isInstanceOfSatisfying(
                        SyncResult.Failed.class,
                        failed -> assertThat(failed.reason())
                                .contains("Refused to publish", "keeps showing")
                                .contains(words)
                                .doesNotContainPattern("\\p{Cc}")
                                .hasSizeLessThan(1500));
        docs.bare.run("update-ref", "refs/heads/main", before);
        docs.assertShows(before);
        assertOutsideIsUntouched();
    }

    /** The next good push is published. */
    void isOver() throws IOException {
        docs.write("index.md", "# Better docs\n").push("good again");
        assertThat(docs.sync()).isInstanceOf(SyncResult.Updated.class);
        docs.assertShows("main");
        docs.engine().sync().tidy(() -> false);
        docs.assertShows("main");
        assertOutsideIsUntouched();
    }

    /** Nothing came, went or changed there. */
    void assertOutsideIsUntouched() throws IOException {
        assertThat(Docs.entries(outside)).containsOnlyKeys("secret.txt");
        assertThat(outside.resolve("secret.txt")).hasContent("not ours");
    }

    @Override
    public void close() {
        docs.close();
    }
}
