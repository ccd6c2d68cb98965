package io.gitvolumereloader.agent.git;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gitvolumereloader.agent.sync.Limits;
import io.gitvolumereloader.agent.sync.Revisions.DamagedStoreException;
import io.gitvolumereloader.agent.sync.Revisions.UnpublishableException;
import io.gitvolumereloader.agent.sync.TreeEntry;
import io.gitvolumereloader.agent.sync.TreeEntry.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitBlobsTest {
    private static final int LARGE = 9 << 20;

    @TempDir
    Path scratch;

    private Store store;
    private Objects objects;

    @BeforeEach
    void start() {
        store = new Store(scratch.resolve("store"));
        objects = new Objects(store);
    }

    @AfterEach
    void end() {
        store.close();
    }

    @Test
    void contentComesOutByteForByteSmallEmptyAndLarge() throws IOException {
        var large = new byte[LARGE];
        new Random(1).nextBytes(large);
        assertThat(copy(objects.blob("text"), 100)).isEqualTo("text".getBytes(UTF_8));
        assertThat(copy(objects.blob(""), 100)).isEmpty();
        assertThat(copy(objects.insert(Constants.OBJ_BLOB, large), LARGE)).isEqualTo(large);
    }

    @Test
    void wrongContentBehindARightNameIsDamage() throws IOException {
        var small = objects.blob("right");
        objects.forge(scratch.resolve("store"), small, "wrong".getBytes(UTF_8));
        var large = objects.insert(Constants.OBJ_BLOB, new byte[LARGE]);
        var other = new byte[LARGE];
        other[LARGE - 1] = 1;
        objects.forge(scratch.resolve("store"), large, other);

        assertThatThrownBy(() -> copy(small, LARGE))
                .isInstanceOf(DamagedStoreException.class)
                .hasMessageContaining("'some/file'")
                .hasMessageContaining(small.name());
        assertThatThrownBy(() -> copy(large, LARGE)).isInstanceOf(DamagedStoreException.class);
    }

    @Test
    void missingObjectAndObjectOfAnotherKindAreDamage() {
        var absent = ObjectId.fromString("1234567890123456789012345678901234567890");
        assertThatThrownBy(() -> copy(absent, 100))
                .isInstanceOf(DamagedStoreException.class)
                .hasMessageContaining("missing")
                .hasMessageContaining("'some/file'");
        assertThatThrownBy(() -> copy(objects.folder(), 100)).isInstanceOf(DamagedStoreException.class);
    }

    @Test
    void fileAboveTheLimitIsRefusedWithPathSizeAndSetting() throws IOException {
        var blob = objects.blob("four");
        assertThat(copy(blob, 4)).hasSize(4);
        assertThatThrownBy(() -> copy(blob, 3))
                .isInstanceOf(UnpublishableException.class)
                .hasMessageContaining("'some/file'")
                .hasMessageContaining("4 bytes")
                .hasMessageContaining("agent.limits.file-size");
    }

    @Test
    void failingReceiverIsNoDamage() {
        var blob = objects.blob("text");
        var full = new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                throw new IOException("no room");
            }
        };
        try (var blobs = revisions(100).blobs()) {
            assertThatThrownBy(() -> blobs.copy(file(blob), full))
                    .isInstanceOf(IOException.class)
                    .hasMessage("no room");
        }
    }

    @Test
    void manyThreadsCopyAtOnce() throws Exception {
        var contents = new HashMap<ObjectId, String>();
        for (var i = 0; i < 200; i++) {
            var content = "content " + i + " ".repeat(i);
            contents.put(objects.blob(content), content);
        }
        var revisions = revisions(1000);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var copies = new ArrayList<Future<?>>();
            for (var thread = 0; thread < 8; thread++) {
                var blobs = revisions.blobs();
                copies.add(threads.submit(() -> {
                    try (blobs) {
                        for (var blob : contents.entrySet()) {
                            var out = new ByteArrayOutputStream();
                            blobs.copy(file(blob.getKey()), out);
                            assertThat(out.toString(UTF_8)).isEqualTo(blob.getValue());
                        }
                    }
                    return null;
                }));
            }
            for (var copy : copies) {
                copy.get();
            }
        }
    }

    private byte[] copy(ObjectId blob, long limit) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var blobs = revisions(limit).blobs()) {
            blobs.copy(file(blob), out);
        }
        return out.toByteArray();
    }

    private GitRevisions revisions(long fileBytes) {
        return new GitRevisions(store, Selection.ALL, new Limits(1000, fileBytes));
    }

    private static TreeEntry file(ObjectId blob) {
        return new TreeEntry("some/file", Kind.FILE, blob.name());
    }
}
