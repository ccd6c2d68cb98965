package io.gitvolumereloader.agent.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gitvolumereloader.agent.sync.Change;
import io.gitvolumereloader.agent.sync.CommitId;
import io.gitvolumereloader.agent.sync.Revisions;
import io.gitvolumereloader.agent.sync.Revisions.UnpublishableException;
import io.gitvolumereloader.agent.sync.TreeEntry;
import io.gitvolumereloader.agent.sync.TreeEntry.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are refused while they are written. */
class HostileContentTest {
    private static final long ENDLESS = 1L << 40;

    @TempDir
    Path scratch;

    private Path root;

    @BeforeEach
    void start() throws IOException {
        root = Files.createDirectory(scratch.resolve("staged"));
    }

    /** As on a volume that ignores case: what the second name means is there already. */
    @Test
    void secondNameOfOneFileIsRefusedAndTheFirstFileStays() throws IOException {
        Files.writeString(root.resolve("README.md"), "first");

        assertThatThrownBy(() -> stage(new TreeEntry("README.md", Kind.FILE, "0")))
                .isInstanceOf(UnpublishableException.class)
                .hasMessageContainingAll("'README.md'", "mean the same", "something else is there");
        assertThat(root.resolve("README.md")).hasContent("first");
    }

    @Test
    void folderWhoseNameIsAFilesNameIsRefused() throws IOException {
        Files.writeString(root.resolve("guide"), "first");

        assertThatThrownBy(() -> stage(new TreeEntry("guide/page.md", Kind.FILE, "0")))
                .isInstanceOf(UnpublishableException.class)
                .hasMessageContainingAll("'guide/page.md'", "mean the same");
        assertThat(root.resolve("guide")).hasContent("first");
    }

    @Test
    void linkWhoseNameIsAFilesNameIsRefused() throws IOException {
        Files.writeString(root.resolve("guide"), "first");

        assertThatThrownBy(() -> stage(new TreeEntry("guide", Kind.SYMLINK, "0")))
                .isInstanceOf(UnpublishableException.class)
                .hasMessageContainingAll("'guide'", "mean the same");
        assertThat(root.resolve("guide")).hasContent("first");
    }

    @Test
    void targetOfALinkIsRefusedWithoutReadingItToItsEnd() {
        try (var blobs = new Zeros(ENDLESS)) {
            assertThatThrownBy(() -> Target.of(new TreeEntry("sub/link", Kind.SYMLINK, "0"), blobs))
                    .isInstanceOf(UnpublishableException.class)
                    .hasMessageContainingAll("'sub/link'", "4095 bytes");
            assertThat(blobs.written).isLessThan(1 << 20);
        }
    }

    private void stage(TreeEntry file) throws IOException {
        try (var folder = Folder.open(root, () -> {});
                var writer = new BlobWriter(folder, new OneContent("second"), new Fingerprints(), false, false, null)) {
            writer.write(file);
        }
    }

    /** Zeros, as many as are taken. */
    private static final class Zeros implements Revisions.Blobs {
        private final long size;
        private long written;

        Zeros(long size) {
            this.size = size;
        }

        @Override
        public void copy(TreeEntry file, OutputStream out) throws IOException {
            var some = new byte[1 << 16];
            for (written = 0; written < size; written += some.length) {
                out.write(some);
            }
        }

        @Override
        public void close() {}
    }

    /** Revisions whose every file holds the same text. */
    private record OneContent(String text) implements Revisions {
        @Override
        public boolean has(CommitId commit) {
            return true;
        }

        @Override
        public TreeEntry root(CommitId commit) {
            return new TreeEntry("", Kind.FOLDER, commit.hex());
        }

        @Override
        public List<TreeEntry> children(TreeEntry folder) {
            return List.of();
        }

        @Override
        public void compare(CommitId from, CommitId to, Consumer<Change> changes) {}

        @Override
        public Blobs blobs() {
            return new Blobs() {
                @Override
                public void copy(TreeEntry file, OutputStream out) throws IOException {
                    out.write(text.getBytes(UTF_8));
                }

                @Override
                public void close() {}
            };
        }
    }
}
