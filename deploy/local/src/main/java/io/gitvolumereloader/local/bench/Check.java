package io.gitvolumereloader.local.bench;

import io.gitvolumereloader.local.repository.Archive;
import io.gitvolumereloader.local.repository.FileTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;

/**
 * Looks whether subjects show what they should: {@code git archive} of the branch's tip, file by file.
 *
 * @param scratch where archives are unpacked
 */
record Check(Path scratch) {
    private static final int MOST_DIFFERENCES = 5;

    /**
     * Looks at each of them.
     *
     * @throws IllegalStateException where one shows something else
     */
    void equal(History history, List<Subject> subjects) {
        var expected = new Archive(history.bare(), scratch.resolve("expected")).of(history.tip());
        for (var subject : subjects) {
            var differences = expected.differencesOf(shown(subject));
            if (!differences.isEmpty()) {
                throw new IllegalStateException("%s does not show %s; %d differences: %s"
                        .formatted(
                                subject.kind().title(),
                                history.tip(),
                                differences.size(),
                                differences.stream().limit(MOST_DIFFERENCES).toList()));
            }
        }
    }

    private static FileTree shown(Subject subject) {
        try {
            var entries =
                    new TreeMap<>(FileTree.of(subject.published().toRealPath()).entries());
            // What Git and the agent keep for themselves at the top.
            entries.keySet().removeIf(path -> path.startsWith(".git"));
            return new FileTree(entries);
        } catch (IOException e) {
            throw new UncheckedIOException("Can't read what " + subject.kind().title() + " published", e);
        }
    }
}
