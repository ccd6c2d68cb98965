package io.gitvolumereloader.agent.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gitvolumereloader.agent.sync.Assignment.Follow;
import io.gitvolumereloader.agent.sync.CommitId;
import io.gitvolumereloader.agent.sync.FollowedRef;
import io.gitvolumereloader.agent.sync.Limits;
import io.gitvolumereloader.agent.sync.Remote.Fetched;
import io.gitvolumereloader.agent.sync.RemoteUrl;
import io.gitvolumereloader.agent.sync.Revisions.DamagedStoreException;
import io.gitvolumereloader.agent.sync.TreeEntry;
import io.gitvolumereloader.agent.sync.TreeEntry.Kind;
import io.gitvolumereloader.agent.testing.Git;
import io.gitvolumereloader.agent.testing.GitServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jgit.util.FS;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreTest {
    @TempDir
    Path scratch;

    private GitServer server;
    private Path origin;
    private Path folder;
    private Store store;

    @BeforeEach
    void start() {
        server = GitServer.start(scratch.resolve("git"));
        origin = server.create("docs.git");
        folder = scratch.resolve("store");
        store = new Store(folder);
    }

    @AfterEach
    void end() {
        store.close();
        server.close();
    }

    @Test
    void autoGcOfJGitNeverRuns() throws Exception {
        var commits = History.of(50, 2000).writeTo(origin, 200);
        for (var i = 0; i < commits.size(); i++) {
            assertThat(fetch(commits.get(i))).isEqualTo(commits.get(i));
            assertThat(packs()).hasSize(i + 1);
        }
        assertThat(folder.resolve("gc.log")).doesNotExist();
    }

    @Test
    void storeStaysBoundedAndItsHistoryShortOverAThousandFetches() throws Exception {
        var commits = History.of(100, 4000).writeTo(origin, 1000);
        fetch(commits.getFirst());
        var fresh = bytes();
        var remote = remote();
        var largest = 0L;
        for (var i = 0; i < commits.size(); i++) {
            var shown = fetch(commits.get(i));
            remote.bound(shown);
            if (i % 30 == 29) {
                // Often somebody wants something meanwhile.
                var interrupted = i % 60 == 29;
                remote.tidy(shown, () -> interrupted);
            }
            largest = Math.max(largest, bytes());
            assertThat(folder.resolve("shallow")).content().hasLineCount(1);
        }
        assertThat(largest).isLessThanOrEqualTo(2 * fresh + (20L << 20));
        remote.tidy(commits.getLast(), () -> false);
        assertReadable(commits.getLast());
    }

    @Test
    void storeThatNobodyEverTidiesStaysBoundedToo() throws Exception {
        var commits = History.of(20, 500).writeTo(origin, 130);
        var most = 0;
        for (var commit : commits) {
            remote().bound(fetch(commit));
            most = Math.max(most, packs().size());
        }
        assertThat(most).isEqualTo(100);
        assertThat(packs().size()).isBetween(2, 40);
    }

    @Test
    void shownRevisionOutlivesTheCollectionAndNoOtherDoes() throws Exception {
        var commits = History.of(20, 500).writeTo(origin, 60);
        commits.forEach(this::fetch);
        var shown = commits.get(3);
        remote().tidy(shown, () -> false);

        assertThat(packs()).hasSize(1);
        assertThat(git("for-each-ref", "--format=%(refname) %(objectname)").lines())
                .containsExactly("refs/sync/head " + commits.getLast(), "refs/sync/shown " + shown);
        assertThat(Files.readAllLines(folder.resolve("shallow")))
                .containsExactlyInAnyOrder(shown.hex(), commits.getLast().hex());
        assertReadable(shown);
        assertReadable(commits.getLast());
        assertThat(revisions().has(commits.get(4))).isFalse();
        git("fsck", "--strict");
    }

    @Test
    void whatIsNoLongerShownIsLetGo() throws Exception {
        var commits = History.of(20, 500).writeTo(origin, 3);
        fetch(commits.get(0));
        fetch(commits.get(1));
        remote().bound(commits.get(0));
        assertThat(git("rev-parse", "refs/sync/shown")).isEqualTo(commits.get(0).hex());

        remote().bound(commits.get(2));
        assertThat(git("rev-parse", "refs/sync/shown")).isEqualTo(commits.get(0).hex());
        remote().bound(null);
        assertThat(git("for-each-ref", "--format=%(refname)")).isEqualTo("refs/sync/head");
        assertThat(folder.resolve("shallow"))
                .content()
                .isEqualToIgnoringNewLines(commits.get(1).hex());
    }

    @Test
    void collectionEndsWhenSomebodyWaitsAndLeavesNothingBehind() throws Exception {
        var commits = History.of(200, 4000).writeTo(origin, 60);
        commits.forEach(this::fetch);
        var last = commits.getLast();
        for (var patience = 1; patience < 1 << 20 && packs().size() > 1; patience = patience * 4) {
            var asked = new AtomicInteger();
            var most = patience;
            remote().tidy(last, () -> asked.incrementAndGet() > most);
            assertThat(files("objects/pack")).allMatch(name -> name.matches("pack-[0-9a-f]{40}\\.(pack|idx)"));
            assertThat(folder.resolve("gc.pid")).doesNotExist();
            assertReadable(last);
        }
        assertThat(packs()).hasSize(1);
        git("fsck", "--strict");
    }

    @Test
    void collectionIsNotStoppedByPacksOfTheFuture() throws Exception {
        var commits = History.of(20, 500).writeTo(origin, 60);
        commits.forEach(this::fetch);
        for (var pack : packs()) {
            Files.setLastModifiedTime(pack, FileTime.from(Instant.now().plus(Duration.ofDays(400))));
        }
        remote().tidy(commits.getLast(), () -> false);
        assertThat(packs()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "refs/sync/head.lock",
                "refs/sync/shown.lock",
                "shallow.lock",
                "config.lock",
                "HEAD.lock",
                "packed-refs.lock",
                "gc.pid",
                "objects/pack/gc_123.pack_tmp",
                "objects/incoming_1.pack",
                "objects/pack/.tmp-1.pack"
            })
    void staleLockOrTemporaryFileOfADeadAgentIsNoObstacle(String leftover) throws Exception {
        var commits = History.of(20, 500).writeTo(origin, 3);
        fetch(commits.get(0));
        store.close();
        Files.writeString(folder.resolve(leftover), "1234 host");

        assertThat(fetch(commits.get(1))).isEqualTo(commits.get(1));
        assertThat(folder.resolve(leftover)).doesNotExist();
        remote().bound(commits.get(1));
        assertThat(fetch(commits.get(2))).isEqualTo(commits.get(2));
    }

    @Test
    void staleRefLockIsAnErrorAndHealsWithTheNextFetch() throws Exception {
        var commits = History.of(20, 500).writeTo(origin, 2);
        fetch(commits.get(0));
        Files.createFile(folder.resolve("refs/sync/head.lock"));

        show(commits.get(1));
        assertThat(attempt())
                .isInstanceOfSatisfying(
                        Fetched.Failed.class,
                        failed -> assertThat(failed.reason()).contains("refs/sync/head", "LOCK_FAILURE"));
        assertThat(fetch(commits.get(1))).isEqualTo(commits.get(1));
    }

    @Test
    void staleShallowLockIsAnErrorAndHealsWithTheNextFetch() throws Exception {
        var commits = History.of(20, 500).writeTo(origin, 2);
        fetch(commits.get(0));
        Files.createFile(folder.resolve("shallow.lock"));

        show(commits.get(1));
        assertThat(attempt()).isInstanceOf(Fetched.Failed.class);
        assertThat(fetch(commits.get(1))).isEqualTo(commits.get(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1234567890123456789012345678901234567890\n", "rubbish"})
    void emptyShallowAfterAFullDiskIsWrittenAnew(String content) throws Exception {
        var commits = History.of(20, 500).writeTo(origin, 3);
        fetch(commits.get(0));
        store.close();
        Files.writeString(folder.resolve("shallow"), content);

        assertThat(fetch(commits.get(1))).isEqualTo(commits.get(1));
        assertThat(folder.resolve("shallow"))
                .content()
                .isEqualToIgnoringNewLines(commits.get(1).hex());
        assertReadable(commits.get(1));
    }

    @Test
    void corruptPackThatRefetchingDoesNotHealHealsByForgetting() throws Exception {
        var commits = History.of(20, 4000).writeTo(origin, 1);
        var commit = commits.getFirst();
        fetch(commit);
        store.close();
        var pack = packs().getFirst();
        assertThat(pack.toFile().setWritable(true)).isTrue();
        var content = Files.readAllBytes(pack);
        for (var i = content.length / 2; i < content.length / 2 + 400; i++) {
            content[i] = (byte) ~content[i];
        }
        Files.write(pack, content);

        assertThat(fetch(commit)).isEqualTo(commit);
        assertThatThrownBy(() -> assertReadable(commit)).isInstanceOf(DamagedStoreException.class);
        remote().forget();
        assertThat(fetch(commit)).isEqualTo(commit);
        assertReadable(commit);
    }

    @Test
    void missingPackIsDamageOrIsFetchedAnew() throws Exception {
        var commits = History.of(20, 500).writeTo(origin, 2);
        fetch(commits.get(0));
        store.close();
        Files.delete(packs().getFirst());

        assertThat(fetch(commits.get(1))).isEqualTo(commits.get(1));
        assertReadable(commits.get(1));
    }

    @Test
    void timestampResolutionIsNeverMeasured() throws Exception {
        var commits = History.of(20, 500).writeTo(origin, 60);
        commits.forEach(this::fetch);
        remote().tidy(commits.getLast(), () -> false);
        assertThat(files(".")).noneMatch(name -> name.startsWith(".probe"));
        assertThat(FS.getFileStoreAttributes(folder).getFsTimestampResolution()).isEqualTo(Duration.ofMillis(10));
    }

    @Test
    void deletedBranchKeepsWhatWasFetched() throws Exception {
        var commits = History.of(20, 500).writeTo(origin, 1);
        fetch(commits.getFirst());
        Files.delete(origin.resolve("refs/heads/main"));

        assertThat(attempt())
                .isInstanceOfSatisfying(
                        Fetched.Failed.class,
                        failed -> assertThat(failed.reason()).contains("no refs/heads/main", "stays"));
        assertReadable(commits.getFirst());
        assertThat(fetch(commits.getFirst())).isEqualTo(commits.getFirst());
    }

    @Test
    void forcePushIsFollowedBackwardsAndToAnUnrelatedHistory() throws Exception {
        var commits = History.of(20, 500).writeTo(origin, 3);
        fetch(commits.get(2));
        assertThat(fetch(commits.get(0))).isEqualTo(commits.get(0));

        var unrelated = History.of(5, 100).writeTo(origin, 1).getFirst();
        assertThat(fetch(unrelated)).isEqualTo(unrelated);
        assertReadable(unrelated);
        assertThat(git("rev-parse", "refs/sync/head")).isEqualTo(unrelated.hex());
    }

    private CommitId fetch(CommitId tip) {
        try {
            show(tip);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var fetched = attempt();
        assertThat(fetched).isInstanceOf(Fetched.Found.class);
        return ((Fetched.Found) fetched).tip().commit();
    }

    /** As a push would, but without its time. */
    private void show(CommitId tip) throws IOException {
        Files.writeString(origin.resolve("refs/heads/main"), tip + "\n");
    }

    private Fetched attempt() {
        return attempt(null);
    }

    private Fetched attempt(@Nullable CommitId held) {
        var follow = new Follow(new RemoteUrl(server.url("docs.git")), new FollowedRef("main"));
        return remote().fetch(follow, held);
    }

    private GitRemote remote() {
        return new GitRemote(store, Credentials.NONE, Timeouts.DEFAULT);
    }

    private GitRevisions revisions() {
        return new GitRevisions(store, Selection.ALL, Limits.DEFAULT);
    }

    private void assertReadable(CommitId commit) throws IOException {
        var revisions = revisions();
        var pending = new ArrayList<TreeEntry>(List.of(revisions.root(commit)));
        var files = 0;
        try (var blobs = revisions.blobs()) {
            while (!pending.isEmpty()) {
                for (var child : revisions.children(pending.removeLast())) {
                    if (child.kind() == Kind.FOLDER) {
                        pending.add(child);
                    } else {
                        blobs.copy(child, OutputStream.nullOutputStream());
                        files++;
                    }
                }
            }
        }
        assertThat(files).isPositive();
    }

    private List<Path> packs() throws IOException {
        try (var files = Files.list(folder.resolve("objects/pack"))) {
            return files.filter(file -> file.toString().endsWith(".pack")).toList();
        }
    }

    private long bytes() throws IOException {
        var bytes = 0L;
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                bytes += Files.size(file);
            }
        }
        return bytes;
    }

    private List<String> files(String below) throws IOException {
        try (var files = Files.walk(folder.resolve(below))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .toList();
        }
    }

    private String git(String... arguments) {
        return new Git(folder).run(arguments);
    }
}
