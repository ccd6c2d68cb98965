package io.gitvolumereloader.agent.publish;

import io.gitvolumereloader.agent.sync.Change;
import io.gitvolumereloader.agent.sync.CommitId;
import io.gitvolumereloader.agent.sync.TreeEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A folder of files that is brought to a revision: to the next one by its difference, or to any one by comparing what
 * is there. Used by one thread at a time.
 *
 * <p>With a {@link Staging} all new content is written before the first file of the tree changes; without, the tree
 * must be one that nobody reads.
 */
final class Tree {
    private final Publishable revisions;
    private final boolean groupWrite;
    private final Folder root;
    private final Fingerprints prints;

    /**
     * The tree in {@code root}.
     *
     * @param prints what it looks like; kept up to date
     */
    Tree(Publishable revisions, boolean groupWrite, Folder root, Fingerprints prints) {
        this.revisions = revisions;
        this.groupWrite = groupWrite;
        this.root = root;
        this.prints = prints;
    }

    /** How many files were written, and how many files and folders removed. */
    record Counts(int written, int removed) {
        boolean isNone() {
            return written == 0 && removed == 0;
        }
    }

    /** Told when everything is staged, before the first file of the tree changes. */
    @FunctionalInterface
    interface Intent {
        void record() throws IOException;
    }

    /** Changes a tree that holds {@code from}, no more and no less, to {@code to}. */
    Counts change(CommitId from, CommitId to, @Nullable Staging staging, Intent intent) throws IOException {
        revisions.check(from, to);
        var written = write(
                staging,
                staging == null,
                null,
                intent,
                sink -> revisions.compare(from, to, change -> {
                    if (change instanceof Change.Write(var file)) {
                        writeUnchecked(sink, file);
                    }
                }));
        try (var removal = new Removal(root, prints)) {
            revisions.compare(from, to, change -> {
                if (change instanceof Change.Remove(var path)) {
                    removal.remove(path);
                }
            });
            return new Counts(written, removal.finish());
        }
    }

    /**
     * Changes whatever the tree holds to {@code commit}; {@link #prints} must be new.
     *
     * @param trusted tells by its path whether a folder's files need not be read
     * @param early gives what it has; null for nothing
     */
    Counts audit(
            CommitId commit, Predicate<String> trusted, @Nullable Staging staging, @Nullable Early early, Intent intent)
            throws IOException {
        var expected = revisions.root(commit);
        revisions.check(expected);
        var audit = new Audit(revisions, prints);
        // A first fill need not be looked through again.
        var fresh = Reserved.isAllIn(root);
        var written = write(
                staging,
                staging == null && !fresh,
                early,
                intent,
                sink -> audit.findDifferences(expected, root, trusted, sink));
        return new Counts(written, fresh ? 0 : audit.removeStrays(expected, root));
    }

    @FunctionalInterface
    private interface Source {
        void into(Audit.Sink sink) throws IOException;
    }

    private int write(@Nullable Staging staging, boolean clear, @Nullable Early early, Intent intent, Source source)
            throws IOException {
        var fresh = staging == null ? prints : new Fingerprints();
        int written;
        try (var writer = new TreeWriter(() -> new BlobWriter(
                staging == null ? root : staging.folder(), revisions, fresh, clear, groupWrite, early))) {
            source.into(writer::write);
            written = writer.finish();
        }
        intent.record();
        if (staging != null && staging.isUsed()) {
            new Merge(prints).move(staging.folder(), root, "");
            prints.addAll(fresh);
        }
        return written;
    }

    private static void writeUnchecked(Audit.Sink sink, TreeEntry file) {
        try {
            sink.write(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
