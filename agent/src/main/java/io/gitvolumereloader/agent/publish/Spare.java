package io.gitvolumereloader.agent.publish;

import io.gitvolumereloader.agent.sync.Change;
import io.gitvolumereloader.agent.sync.CommitId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the tree at {@link Snapshots#NEXT}, or of one that may come there: it holds a revision, no more and
 * no less.
 *
 * @param at the revision
 * @param prints what the tree looks like
 */
record Spare(CommitId at, Fingerprints prints) {

    /**
     * Fills {@link Snapshots#NEXT} with links to all files of the tree {@code live}.
     *
     * @param live the name of the tree that holds {@code shown} and looks like {@code prints}; empty for none
     * @param wanted ends the work early
     * @return null where there is no such tree, or no hard links, or the work came to no end
     */
    static @Nullable Spare linkedTo(
            String live, Fingerprints prints, CommitId shown, Snapshots layout, BooleanSupplier wanted)
            throws IOException {
        layout.remove(Snapshots.NEXT);
        try (var from = live.isEmpty() ? null : layout.trees().find(live);
                var to = layout.make(Snapshots.NEXT)) {
            return from != null && HardLinks.copy(from, to, layout.groupWrite(), wanted)
                    ? new Spare(shown, prints.copy())
                    : null;
        } catch (FileSystemException _) {
            // No hard links here: then the store has to give every file.
            return null;
        }
    }

    /**
     * Brings {@link Snapshots#NEXT}, which is this, from its revision to {@code shown} by links to {@code live}; null
     * where somebody changed a file of that meanwhile.
     */
    @Nullable Spare caughtUp(CommitId shown, String live, Fingerprints looks, Snapshots layout, Publishable revisions)
            throws IOException {
        try (var from = layout.trees().enter(live);
                var to = layout.trees().enter(Snapshots.NEXT);
                var links = new CatchUp(from, looks, to, prints, layout.groupWrite());
                var removal = new Removal(to, prints);
                var writer = new BlobWriter(to, revisions, prints, true, layout.groupWrite(), null)) {
            revisions.compare(at, shown, change -> {
                try {
                    if (change instanceof Change.Write(var file) && !links.link(file)) {
                        writer.write(file);
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            revisions.compare(at, shown, change -> {
                if (change instanceof Change.Remove(var path)) {
                    removal.remove(path);
                }
            });
            removal.finish();
            return links.isRight() ? new Spare(shown, prints) : null;
        }
    }
}
