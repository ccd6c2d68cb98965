package io.gitvolumereloader.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.gitvolumereloader.agent.RawObjects.Line;
import io.gitvolumereloader.agent.publish.PublishSettings.Mode;
import io.gitvolumereloader.agent.sync.Limits;
import io.gitvolumereloader.agent.sync.SyncResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Too much of anything in a repository: refused within bounded time and memory before a file is written, for a reason
 * that names setting or path; the old content stays, and the next good push is published.
 */
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
@ParameterizedClass
@EnumSource(Mode.class)
class RepositoryAsBombTest {
    @TempDir
    Path scratch;

    private final Mode mode;
    private Attack attack;

    RepositoryAsBombTest(Mode mode) {
        this.mode = mode;
    }

    @BeforeEach
    void start() throws IOException {
        attack = new Attack(scratch, mode);
    }

    @AfterEach
    void end() {
        attack.close();
    }

    @Test
    void millionFilesAreRefusedBeforeAnyIsWritten() throws IOException {
        var folder = attack.objects.tree(RawObjects.names(1_001).stream()
                .map(name -> Line.file(name, attack.file))
                .toList());
        attack.isRefused(
                attack.objects.repeated(folder, RawObjects.names(1_000), 1),
                "1000000 files",
                "raise agent.limits.files");
        attack.isOver();
    }

    @Test
    void bombOfTenThousandMillionFilesIsRefused() throws IOException {
        attack.isRefused(
                attack.objects.repeated(attack.objects.tree(Line.file("x", attack.file)), RawObjects.names(10), 10),
                "raise agent.limits.files");
        attack.isOver();
    }

    @Test
    void bombOfFoldersThatHoldNoFileIsRefused() throws IOException {
        attack.isRefused(
                attack.objects.repeated(attack.objects.tree(), RawObjects.names(10), 10), "raise agent.limits.files");
        attack.isOver();
    }

    @Test
    void bombOfFoldersThatHoldNoFileIsRefusedAtAStartToo() throws IOException {
        attack.docs.restarted();
        attack.isRefused(
                attack.objects.repeated(attack.objects.tree(), RawObjects.names(10), 10), "raise agent.limits.files");
        attack.isOver();
    }

    @Test
    void foldersFourThousandDeepAreRefused() throws IOException {
        attack.isRefused(
                attack.objects.nested(attack.objects.tree(Line.file("x", attack.file)), "d", 4_000), "d/d/d/d", "deep");
        attack.docs.restarted();
        attack.isRefused(
                attack.objects.nested(attack.objects.tree(Line.file("x", attack.file)), "d", 4_000), "d/d/d/d", "deep");
        attack.isOver();
    }

    @Test
    void moreFilesThanAllowedAreRefusedAlsoWhenTheyComeInTwoPushes() throws IOException {
        attack.docs.reconfigured(attack.docs.settings().with(new Limits(10, 1 << 20)));
        assertThat(attack.docs.sync()).isInstanceOf(SyncResult.Updated.class);
        var names = RawObjects.names(16);
        attack.objects.push(attack.objects.tree(lines(names.subList(0, 7))));
        assertThat(attack.docs.sync()).isInstanceOf(SyncResult.Updated.class);

        attack.isRefused(attack.objects.tree(lines(names)), "10 files");
        attack.isOver();
    }

    @Test
    void aFolderOfMoreThanHalfTheAllowedFilesMayBeRenamed() throws IOException {
        attack.docs.reconfigured(attack.docs.settings().with(new Limits(10, 1 << 20)));
        var seven = attack.objects.tree(lines(RawObjects.names(7)));
        attack.objects.push(attack.objects.tree(List.of(Line.folder("a", seven))));
        assertThat(attack.docs.sync()).isInstanceOf(SyncResult.Updated.class);

        attack.objects.push(attack.objects.tree(List.of(Line.folder("b", seven))));

        assertThat(attack.docs.sync()).isInstanceOf(SyncResult.Updated.class);
    }

    private List<Line> lines(List<String> names) {
        return names.stream().map(name -> Line.file(name, attack.file)).toList();
    }
}
