package io.gitvolumereloader.agent.sync;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.function.Consumer;

/**
 * The revisions that are in the store, as files: what of them is selected to be published, no more. Used by one thread
 * at a time, but for the {@link Blobs} that it hands out.
 *
 * <p>Every method throws {@link DamagedStoreException} where the store lacks or garbles what it should hold, and
 * {@link UnpublishableException} where a revision holds what must not become a file.
 */
public interface Revisions {

    /** Whether the store has this commit and its tree's root. */
    boolean has(CommitId commit);

    /** The folder of a revision that becomes the published one; its path is empty. */
    TreeEntry root(CommitId commit);

    /**
     * What a folder of a revision holds, each name once. Submodules are left out; a folder may turn out to hold nothing
     * that is selected.
     */
    List<TreeEntry> children(TreeEntry folder);

    /**
     * What has to change for the files of {@code from} to become those of {@code to}, in the order of their paths;
     * effort as the change, not as the tree. The same each time it is asked.
     */
    void compare(CommitId from, CommitId to, Consumer<Change> changes);

    /** Whether all files of a commit are selected. */
    default boolean areWhole() {
        return true;
    }

    /** Opens the contents of files for one thread. */
    Blobs blobs();

    /** Contents of files. Used by one thread at a time; any number of them may be open. */
    interface Blobs extends AutoCloseable {
        /**
         * Writes a blob to {@code out}.
         *
         * @throws IOException only where {@code out} does
         */
        void copy(TreeEntry file, OutputStream out) throws IOException;

        @Override
        void close();
    }

    /** The store does not hold what it should: it has to be fetched anew. */
    final class DamagedStoreException extends RuntimeException {
        private static final long serialVersionUID = 1;

        /** The message says what could not be read. */
        public DamagedStoreException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** The repository holds something that the agent refuses to write. */
    final class UnpublishableException extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final String remedy;

        /** The message names path and reason; only a change of the repository helps. */
        public UnpublishableException(String message) {
            this(message, "change the repository");
        }

        /** The message names path and reason; {@code remedy} says what to do, in a phrase. */
        public UnpublishableException(String message, String remedy) {
            super(message);
            this.remedy = remedy;
        }

        /** What to do about it, in a phrase. */
        public String remedy() {
            return remedy;
        }
    }
}
