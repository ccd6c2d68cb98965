package io.gitvolumereloader.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gitvolumereloader.agent.RawObjects.Line;
import io.gitvolumereloader.agent.publish.PublishSettings.Mode;
import io.gitvolumereloader.agent.sync.Limits;
import io.gitvolumereloader.agent.testing.Git;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of a gibibyte: streamed where they are allowed, refused by path and size where they are not. */
class LargeFileTest {
    private static final long GIBIBYTE = 1L << 30;

    @TempDir
    Path scratch;

    private Attack attack;

    @BeforeEach
    void start() throws IOException {
        attack = new Attack(scratch, Mode.IN_PLACE);
    }

    @AfterEach
    void end() {
        attack.close();
    }

    @Test
    void gibibyteIsPublishedWithAHeapOfFortyEightMegabytes() throws IOException {
        attack.docs.stop();
        var large = zeros(GIBIBYTE);
        attack.objects.push(attack.objects.tree(Line.file("large.bin", large)));

        assertThat(SmallAgent.sync(attack.docs, "48m")).contains("Updated[");

        assertThat(attack.docs.folder.resolve("large.bin")).hasSize(GIBIBYTE);
        assertThat(new Git(attack.docs.folder).run("hash-object", "large.bin")).isEqualTo(large.name());
    }

    @Test
    void moreThanAGibibyteIsRefusedByPathAndSize() throws IOException {
        attack.isRefused(
                attack.objects.tree(Line.folder("sub", attack.objects.tree(Line.file("l.bin", zeros(GIBIBYTE + 1))))),
                "'sub/l.bin'",
                Long.toString(GIBIBYTE + 1),
                "agent.limits.file-size");
        attack.isOver();
    }

    @Test
    void limitIsASetting() throws IOException {
        attack.docs.reconfigured(attack.docs.settings().with(new Limits(100, 1_000_000)));
        attack.isRefused(
                attack.objects.tree(Line.file("l.bin", zeros(1_000_001))),
                "'l.bin'",
                "1000001",
                "agent.limits.file-size");
        attack.isOver();
    }

    private ObjectId zeros(long size) throws IOException {
        var process = new ProcessBuilder("git", "-c", "core.compression=1", "hash-object", "-w", "--stdin")
                .directory(attack.docs.bare.folder().toFile())
                .start();
        try (var in = process.getOutputStream()) {
            fill(in, size);
        }
        return ObjectId.fromString(new String(process.getInputStream().readNBytes(40), UTF_8));
    }

    private static void fill(OutputStream out, long size) throws IOException {
        var some = new byte[1 << 16];
        for (var left = size; left > 0; left -= some.length) {
            out.write(some, 0, (int) Math.min(left, some.length));
        }
    }
}
