package io.gitvolumereloader.agent.git;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gitvolumereloader.agent.git.Objects.Entry;
import io.gitvolumereloader.agent.sync.CommitId;
import io.gitvolumereloader.agent.sync.Limits;
import io.gitvolumereloader.agent.sync.Revisions.UnpublishableException;
import io.gitvolumereloader.agent.sync.TreeEntry.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostileNamesTest {
    @TempDir
    Path scratch;

    private Store store;
    private Objects objects;
    private GitRevisions revisions;
    private ObjectId blob;
    private CommitId empty;

    @BeforeEach
    void start() {
        store = new Store(scratch.resolve("store"));
        objects = new Objects(store);
        revisions = new GitRevisions(store, Selection.ALL, Limits.DEFAULT);
        blob = objects.blob("text");
        empty = objects.commit(objects.folder());
    }

    @AfterEach
    void end() {
        store.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".git",
                ".GIT",
                ".gIt",
                "git~1",
                "GIT~1",
                ".git ",
                ".git.",
                ".git . .",
                ".g\u200cit",
                "\ufeff.git",
                ".gi\u206ft",
                ".git\u200d",
                ".git::$INDEX_ALLOCATION",
                ".git:stream",
                "git~1:$DATA",
                ".GIT .::$INDEX_ALLOCATION",
                ".git\\config",
                "a\\.git",
                "..",
                ".",
                "",
                "a/b",
                "/etc",
                "../a",
                "a\nb",
                "a\tb",
                "\u0001",
                "a\u007f",
                "a\u0085b"
            })
    void isRefusedAsFileAndAsFolder(String name) {
        refused(Entry.of(Objects.FILE, name, blob), "is refused");
        refused(Entry.of(Objects.SYMLINK, name, blob), "is refused");
        refused(Entry.of(Objects.FOLDER, name, objects.folder(Entry.of(Objects.FILE, "config", blob))), "is refused");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".gitignore",
                ".github",
                "git",
                ".git~1",
                "git~2",
                "...",
                "a:b",
                "dev-disk-by\\x2duuid.swap",
                "a b ",
                "é\u200c",
                "\ufffd",
                "𝒳"
            })
    void isPublished(String name) {
        var commit = objects.commit(objects.folder(Entry.of(Objects.FILE, name, blob)));
        var changed = new ArrayList<String>();
        revisions.compare(empty, commit, change -> changed.add(change.path()));

        assertThat(changed).containsExactly(name);
        assertThat(revisions.children(revisions.root(commit)))
                .extracting(entry -> entry.path())
                .containsExactly(name);
    }

    @Test
    void nameThatIsNotUtf8IsRefused() {
        refused(new Entry(Objects.FILE, "a\u00ff", blob), "not UTF-8");
        refused(new Entry(Objects.FILE, "\u00c0\u00ae", blob), "not UTF-8");
    }

    @Test
    void tooLongNamesAndPathsAreRefused() {
        refused(Entry.of(Objects.FILE, "é".repeat(128), blob), "longer than 255 bytes");
        var folder = objects.folder(Entry.of(Objects.FILE, "x".repeat(250), blob));
        for (var i = 0; i < 11; i++) {
            folder = objects.folder(Entry.of(Objects.FOLDER, "x".repeat(250), folder));
        }
        refused(Entry.of(Objects.FOLDER, "y".repeat(250), folder), "longer than 3000 bytes");
    }

    @Test
    void sameNameTwiceIsRefused() {
        var other = objects.blob("other");
        var folder = objects.folder(Entry.of(Objects.FILE, "x", blob));
        refused("'a'", Entry.of(Objects.FILE, "a", blob), Entry.of(Objects.FILE, "a", other));
        refused("'a'", Entry.of(Objects.FILE, "a", blob), Entry.of(Objects.SYMLINK, "a", other));
        refused("'a'", Entry.of(Objects.FOLDER, "a", folder), Entry.of(Objects.FOLDER, "a", folder));
        refused("'a'", Entry.of(Objects.FILE, "a", blob), Entry.of(Objects.FOLDER, "a", folder));
        refused(
                "'a'",
                Entry.of(Objects.SYMLINK, "a", blob),
                Entry.of(Objects.FILE, "a-", blob),
                Entry.of(Objects.FOLDER, "a-b", folder),
                Entry.of(Objects.FILE, "a.", blob),
                Entry.of(Objects.FOLDER, "a", folder));
    }

    @Test
    void sameNameTwiceIsRefusedWhereOneOfThemIsOld() {
        var folder = objects.folder(Entry.of(Objects.FILE, "x", blob));
        var from = objects.commit(objects.folder(Entry.of(Objects.SYMLINK, "a", blob)));
        var to = objects.commit(
                objects.folder(Entry.of(Objects.SYMLINK, "a", blob), Entry.of(Objects.FOLDER, "a", folder)));
        assertRefused(() -> revisions.compare(from, to, _ -> {}), "holds it twice");
    }

    @Test
    void folderThatIsNotInOrderIsRefused() {
        refused("'a'", Entry.of(Objects.FILE, "b", blob), Entry.of(Objects.FILE, "a", blob));
        refused(
                "'a-'",
                Entry.of(Objects.FOLDER, "a", objects.folder(Entry.of(Objects.FILE, "x", blob))),
                Entry.of(Objects.FILE, "a-", blob));
    }

    @Test
    void whatIsLeftOutMayHaveAnyName() {
        var folder = objects.folder(Entry.of(Objects.FILE, ".git", blob));
        var commit = objects.commit(
                objects.folder(Entry.of(Objects.FILE, "a", blob), Entry.of(Objects.FOLDER, "hostile", folder)));
        var selected = new GitRevisions(store, new Selection("", List.of(), List.of("hostile/")), Limits.DEFAULT);

        assertThat(selected.children(selected.root(commit)))
                .extracting(entry -> entry.path())
                .containsExactly("a");
    }

    private void refused(Entry entry, String reason) {
        refused(reason, entry);
        var inner = objects.folder(entry);
        refused(reason, Entry.of(Objects.FOLDER, "inner", inner));
    }

    private void refused(String text, Entry... entries) {
        var commit = objects.commit(objects.folder(entries));
        assertRefused(() -> list(commit), text);
        assertRefused(() -> revisions.compare(empty, commit, _ -> {}), text);
    }

    private void list(CommitId commit) {
        var pending = new ArrayList<>(revisions.children(revisions.root(commit)));
        while (!pending.isEmpty()) {
            var entry = pending.removeLast();
            if (entry.kind() == Kind.FOLDER) {
                pending.addAll(revisions.children(entry));
            }
        }
    }

    private static void assertRefused(ThrowingCallable deed, String text) {
        assertThatThrownBy(deed)
                .isInstanceOf(UnpublishableException.class)
                .hasMessageContaining(text)
                .hasMessageContaining("is refused: ")
                .satisfies(
                        thrown -> assertThat(String.valueOf(thrown.getMessage()).getBytes(UTF_8))
                                .hasSizeLessThan(1200));
    }
}
