package io.gitvolumereloader.agent.sync;

import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Consumer;

/**
 * The revisions that are in the store, as files. Used by one thread at a time.
 *
 * <p>Every method throws {@link DamagedStoreException} where the store lacks or garbles what it should hold, and
 * {@link UnpublishableException} where a revision holds what must not become a file.
 */
public interface Revisions {

    /** Whether the store has this commit and its tree's root. */
    boolean has(CommitId commit);

    /** All files of a revision in the order of their paths. Submodules are left out. */
    void list(CommitId commit, Consumer<TreeEntry> files);

    /**
     * What has to change for the files of {@code from} to become those of {@code to}; effort as the change, not as the
     * tree.
     */
    void compare(CommitId from, CommitId to, Consumer<Change> changes);

    /**
     * Writes a blob to {@code out}.
     *
     * @throws IOException only where {@code out} does
     */
    void copy(TreeEntry file, OutputStream out) throws IOException;

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

        /** The message names path and reason. */
        public UnpublishableException(String message) {
            super(message);
        }
    }
}
