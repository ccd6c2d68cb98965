package io.gitvolumereloader.agent.publish;

import io.gitvolumereloader.agent.sync.TreeEntry;
import io.gitvolumereloader.agent.sync.TreeEntry.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Compares what really is in a folder with a revision, folder by folder: for when nobody knows what is there. Holds one
 * listing a level, however large the tree.
 */
final class Audit {
    private final Publishable revisions;
    private final Fingerprints prints;

    /** An audit that adds to {@code prints} each file that it finds to be right. */
    Audit(Publishable revisions, Fingerprints prints) {
        this.revisions = revisions;
        this.prints = prints;
    }

    /** Takes a file that has to be written. */
    @FunctionalInterface
    interface Sink {
        void write(TreeEntry file) throws IOException;
    }

    /**
     * Hands each file of {@code expected} that is missing or differs to {@code sink}.
     *
     * @param found the folder on the disk; null where there is none
     * @param trusted tells by its path whether a folder's files are right if they are there, and need not be read
     */
    void findDifferences(TreeEntry expected, @Nullable Folder found, Predicate<String> trusted, Sink sink)
            throws IOException {
        var trust = trusted.test(expected.path());
        for (var child : revisions.children(expected)) {
            if (child.kind() != Kind.FOLDER) {
                compare(child, found, trust, sink);
                continue;
            }
            try (var below = found == null ? null : found.find(child.name())) {
                findDifferences(child, below, trusted, sink);
            }
        }
    }

    private void compare(TreeEntry file, @Nullable Folder folder, boolean trust, Sink sink) throws IOException {
        revisions.isAlive();
        var there = folder == null ? null : folder.look(file.name());
        if (folder != null && there != null && (trust || Content.equal(folder, there, file, revisions.largest()))) {
            prints.toggle(file.folder(), file.name(), there);
        } else {
            sink.write(file);
        }
    }

    /** Whether {@code found} holds {@code expected}, no more and no less; changes nothing. */
    boolean isRight(TreeEntry expected, Folder found, Predicate<String> trusted) throws IOException {
        var differences = new int[1];
        findDifferences(expected, found, trusted, file -> differences[0]++);
        return differences[0] == 0 && Verification.of(found, prints).isClean();
    }

    /**
     * Removes what is in {@code found} and not in {@code expected}, the names that are not the repository's excepted.
     *
     * @return how many files and folders
     */
    int removeStrays(TreeEntry expected, Folder found) throws IOException {
        var strays = 0;
        var expectedNames = new HashSet<Path>();
        for (var child : revisions.children(expected)) {
            if (child.kind() != Kind.FOLDER) {
                expectedNames.add(Path.of(child.name()));
            } else if (prints.expects(child.path())) {
                expectedNames.add(Path.of(child.name()));
                try (var below = found.find(child.name())) {
                    strays += below == null ? 0 : removeStrays(child, below);
                }
            }
        }
        for (var name : found.names()) {
            var isTaken = expected.path().isEmpty() && Reserved.isTaken(found, name);
            if (!isTaken && !expectedNames.contains(name)) {
                found.deleteAll(name);
                strays++;
            }
        }
        return strays;
    }
}
