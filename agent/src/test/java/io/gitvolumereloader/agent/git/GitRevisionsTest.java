package io.gitvolumereloader.agent.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.gitvolumereloader.agent.git.Objects.Entry;
import io.gitvolumereloader.agent.sync.Change;
import io.gitvolumereloader.agent.sync.CommitId;
import io.gitvolumereloader.agent.sync.Limits;
import io.gitvolumereloader.agent.sync.Revisions.UnpublishableException;
import io.gitvolumereloader.agent.sync.TreeEntry;
import io.gitvolumereloader.agent.sync.TreeEntry.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GitRevisionsTest {
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
    void everyKindIsToldAndSubmodulesAreLeftOut() {
        var blob = objects.blob("text");
        var commit = objects.commit(objects.folder(
                Entry.of(Objects.FILE, "file", blob),
                Entry.of(Objects.FOLDER, "folder", objects.folder(Entry.of(Objects.FILE, "inner", blob))),
                Entry.of(Objects.SYMLINK, "link", blob),
                Entry.of(Objects.EXECUTABLE, "run", blob),
                Entry.of(Objects.SUBMODULE, "submodule", blob)));

        var all = revisions(Selection.ALL);
        assertThat(all.children(all.root(commit)))
                .extracting(TreeEntry::path, TreeEntry::kind)
                .containsExactly(
                        tuple("file", Kind.FILE),
                        tuple("folder", Kind.FOLDER),
                        tuple("link", Kind.SYMLINK),
                        tuple("run", Kind.EXECUTABLE));
    }

    @Test
    void pathBecomesTheRootOfListingAndComparison() {
        var from = commit(Map.of("docs/html/a", "1", "docs/html/in/b", "1", "other", "1"));
        var to = commit(Map.of("docs/html/a", "2", "docs/html/in/b", "1", "other", "2"));
        var revisions = revisions(new Selection("/docs/html/", List.of(), List.of()));

        assertThat(files(revisions, to).keySet()).containsExactly("a", "in/b");
        assertThat(changes(revisions, from, to)).extracting(Change::path).containsExactly("a");
    }

    @Test
    void pathMissingBeforeCountsAsEmptyAndMissingNowIsRefused() {
        var without = commit(Map.of("docs", "a file of the same name"));
        var with = commit(Map.of("docs/a", "1"));
        var revisions = revisions(new Selection("docs", List.of(), List.of()));

        assertThat(changes(revisions, without, with)).extracting(Change::path).containsExactly("a");
        assertThatThrownBy(() -> changes(revisions, with, without))
                .isInstanceOf(UnpublishableException.class)
                .hasMessageContaining("no folder 'docs'")
                .extracting(refused -> ((UnpublishableException) refused).remedy())
                .isEqualTo("set agent.path to a folder that it has");
        assertThatThrownBy(() -> revisions.root(without)).hasMessageContaining("no folder 'docs'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/../b", "..", ".", "a//b", "a/./b", "/a/../"})
    void pathThatLeavesOrRepeatsItselfIsRefused(String path) {
        assertThatThrownBy(() -> new Selection(path, List.of(), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("agent.path");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# a comment", "!", "/", "a[", "\\"})
    void patternThatCanNeverMatchIsRefused(String pattern) {
        assertThatThrownBy(() -> new Selection("", List.of(pattern), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("agent.include");
        assertThatThrownBy(() -> new Selection("", List.of(), List.of(pattern)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("agent.exclude");
    }

    @ParameterizedTest(name = "include {0}, exclude {1}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            -                       | -                        | README.md docs/a.md docs/b.txt docs/in/a.md docs/in/c.txt src/docs/d.md
            docs/                   | -                        | docs/a.md docs/b.txt docs/in/a.md docs/in/c.txt src/docs/d.md
            /docs                   | -                        | docs/a.md docs/b.txt docs/in/a.md docs/in/c.txt
            *.md                    | -                        | README.md docs/a.md docs/in/a.md src/docs/d.md
            docs/in                 | -                        | docs/in/a.md docs/in/c.txt
            docs/**                 | -                        | docs/a.md docs/b.txt docs/in/a.md docs/in/c.txt
            **/in/*.txt             | -                        | docs/in/c.txt
            /docs !in               | -                        | docs/a.md docs/b.txt
            /docs !in docs/in/c.txt | -                        | docs/a.md docs/b.txt docs/in/c.txt
            /docs !*.txt            | -                        | docs/a.md docs/in/a.md
            !in /docs               | -                        | docs/a.md docs/b.txt
            nothing                 | -                        | -
            -                       | *.txt                    | README.md docs/a.md docs/in/a.md src/docs/d.md
            -                       | /docs/                   | README.md src/docs/d.md
            -                       | docs                     | README.md
            -                       | /docs !docs/a.md         | README.md src/docs/d.md
            -                       | /docs/* !docs/a.md       | README.md docs/a.md src/docs/d.md
            -                       | a.md/                    | README.md docs/a.md docs/b.txt docs/in/a.md docs/in/c.txt src/docs/d.md
            /docs                   | in                       | docs/a.md docs/b.txt
            *.md                    | /docs/a.md               | README.md docs/in/a.md src/docs/d.md
            """)
    void patternsSelectAsInGitignore(@Nullable String include, @Nullable String exclude, @Nullable String expected) {
        var empty = objects.commit(objects.folder());
        var commit = commit(Map.of(
                "README.md", "1",
                "docs/a.md", "1",
                "docs/b.txt", "1",
                "docs/in/a.md", "1",
                "docs/in/c.txt", "1",
                "src/docs/d.md", "1"));
        var revisions = revisions(new Selection("", words(include), words(exclude)));

        assertThat(files(revisions, commit).keySet()).containsExactlyElementsOf(words(expected));
        assertThat(changes(revisions, empty, commit))
                .allMatch(change -> change instanceof Change.Write)
                .extracting(Change::path)
                .containsExactlyInAnyOrderElementsOf(words(expected));
        assertThat(changes(revisions, commit, empty))
                .allMatch(change -> change instanceof Change.Remove)
                .extracting(Change::path)
                .containsExactlyInAnyOrderElementsOf(words(expected));
    }

    @Test
    void modeAndKindChangesAreWrittenAndModesThatMeanTheSameAreNot() {
        var blob = objects.blob("text");
        var from = objects.commit(objects.folder(
                Entry.of(Objects.FILE, "becomes-executable", blob),
                Entry.of(Objects.SYMLINK, "becomes-file", blob),
                Entry.of(Objects.FILE, "becomes-submodule", blob),
                Entry.of(0100664, "odd-mode", blob),
                Entry.of(Objects.SUBMODULE, "submodule-becomes-file", blob),
                Entry.of(Objects.SUBMODULE, "submodule-goes", blob)));
        var to = objects.commit(objects.folder(
                Entry.of(Objects.EXECUTABLE, "becomes-executable", blob),
                Entry.of(Objects.FILE, "becomes-file", blob),
                Entry.of(Objects.SUBMODULE, "becomes-submodule", blob),
                Entry.of(Objects.FILE, "odd-mode", blob),
                Entry.of(Objects.FILE, "submodule-becomes-file", blob)));

        assertThat(changes(revisions(Selection.ALL), from, to))
                .containsExactly(
                        new Change.Write(new TreeEntry("becomes-executable", Kind.EXECUTABLE, blob.name())),
                        new Change.Write(new TreeEntry("becomes-file", Kind.FILE, blob.name())),
                        new Change.Remove("becomes-submodule"),
                        new Change.Write(new TreeEntry("submodule-becomes-file", Kind.FILE, blob.name())));
    }

    @Test
    void comparisonAppliedToAListingGivesTheOtherListing() {
        var seed = new Random().nextLong();
        var random = new Random(seed);
        var selections = List.of(
                Selection.ALL,
                new Selection("", List.of("b/", "*c"), List.of()),
                new Selection("", List.of(), List.of("a/b", "!a/b/c", "/c")),
                new Selection("", List.of("/a", "!/a/b/", "/b/a"), List.of("c/")),
                new Selection("a", List.of(), List.of()));
        for (var round = 0; round < 150; round++) {
            var from = commit(randomTree(random));
            var to = commit(randomTree(random));
            for (var selection : selections) {
                var revisions = revisions(selection);
                var expected = files(revisions, to);
                var shown = new TreeMap<>(files(revisions, from));
                for (var change : changes(revisions, from, to)) {
                    switch (change) {
                        case Change.Write(var file) -> shown.put(file.path(), file);
                        case Change.Remove(var path) ->
                            assertThat(shown.remove(path)).as("seed " + seed).isNotNull();
                    }
                }
                assertThat(shown)
                        .as("seed %d, round %d, %s", seed, round, selection)
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void foldersMayBeTwoHundredDeepAndNoDeeper() {
        var revisions = revisions(Selection.ALL);
        var empty = objects.commit(objects.folder());
        assertThat(files(revisions, commit(Map.of("d/".repeat(200) + "f", "1"))))
                .hasSize(1);
        for (var depth : List.of(201, 4000)) {
            var folder = objects.files(Map.of("f", "1"));
            for (var i = 0; i < depth; i++) {
                folder = objects.folder(Entry.of(Objects.FOLDER, "d", folder));
            }
            var deep = objects.commit(folder);
            assertThatThrownBy(() -> files(revisions, deep))
                    .isInstanceOf(UnpublishableException.class)
                    .hasMessageContaining("d/d/d")
                    .hasMessageContaining("200 deep");
            assertThatThrownBy(() -> changes(revisions, empty, deep)).hasMessageContaining("200 deep");
        }
    }

    @Test
    void folderOfMoreFilesThanTheLimitIsRefused() {
        var commit = commit(Map.of("in/a", "1", "in/b", "1", "in/c", "1"));
        var revisions = new GitRevisions(store, Selection.ALL, new Limits(2, 10));
        assertThatThrownBy(() -> files(revisions, commit))
                .isInstanceOf(UnpublishableException.class)
                .hasMessageContaining("'in'")
                .hasMessageContaining("agent.limits.files");
    }

    @Test
    void hasTellsACommitOfWhichTheTreeIsThere() {
        var revisions = revisions(Selection.ALL);
        var absent = ObjectId.fromString("1234567890123456789012345678901234567890");
        assertThat(revisions.has(commit(Map.of("a", "1")))).isTrue();
        assertThat(revisions.has(new CommitId(absent.name()))).isFalse();
        assertThat(revisions.has(objects.commit(absent))).isFalse();
    }

    /** Few names, so that files become folders and the other way round often. */
    private static Map<String, String> randomTree(Random random) {
        var files = new TreeMap<String, String>();
        for (var i = 0; i < 12; i++) {
            var path = new StringBuilder();
            for (var depth = random.nextInt(4); depth >= 0; depth--) {
                path.append(path.isEmpty() ? "" : "/").append((char) ('a' + random.nextInt(3)));
                if (random.nextInt(5) == 0) {
                    path.append(".c");
                }
            }
            var candidate = path.toString();
            if (files.keySet().stream()
                    .noneMatch(file ->
                            (file + "/").startsWith(candidate + "/") || (candidate + "/").startsWith(file + "/"))) {
                files.put(candidate, Integer.toString(random.nextInt(3)));
            }
        }
        files.put("a/always", "1");
        files.remove("a");
        return files;
    }

    private GitRevisions revisions(Selection selection) {
        return new GitRevisions(store, selection, Limits.DEFAULT);
    }

    private CommitId commit(Map<String, String> files) {
        return objects.commit(objects.files(files));
    }

    private static List<String> words(@Nullable String text) {
        return text == null ? List.of() : List.of(text.split(" "));
    }

    private static Map<String, TreeEntry> files(GitRevisions revisions, CommitId commit) {
        var files = new TreeMap<String, TreeEntry>();
        collect(revisions, revisions.root(commit), files);
        return files;
    }

    private static void collect(GitRevisions revisions, TreeEntry folder, Map<String, TreeEntry> files) {
        for (var child : revisions.children(folder)) {
            if (child.kind() == Kind.FOLDER) {
                collect(revisions, child, files);
            } else {
                files.put(child.path(), child);
            }
        }
    }

    private static List<Change> changes(GitRevisions revisions, CommitId from, CommitId to) {
        var changes = new ArrayList<Change>();
        revisions.compare(from, to, changes::add);
        return changes;
    }
}
