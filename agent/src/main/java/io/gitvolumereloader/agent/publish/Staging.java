package io.gitvolumereloader.agent.publish;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A tree of new content beside the published files, on their file system so that each can be moved into its place in
 * one step. It is made when it is first needed, and removed at the end.
 */
final class Staging implements AutoCloseable {
    /** Its name in the published folder; it is there only while a publish is under way. */
    static final String NAME = ".git-volume-reloader.staging";

    private final Folder top;
    private @Nullable Folder folder;

    /** Nothing is made yet in {@code top}, the agent's own folder. */
    Staging(Folder top) {
        this.top = top;
    }

    /** Removes what a sudden death left in {@code top}. */
    static void clear(Folder top) throws IOException {
        top.deleteAll(NAME);
    }

    /** Its folder, empty at first whatever an earlier one left. Any thread may ask. */
    synchronized Folder folder() {
        if (folder == null) {
            try {
                clear(top);
                folder = top.make(NAME, false);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return Objects.requireNonNull(folder);
    }

    /** Whether something was staged. */
    synchronized boolean isUsed() {
        return folder != null;
    }

    @Override
    public synchronized void close() throws IOException {
        if (folder != null) {
            folder.close();
            folder = null;
            top.deleteAll(NAME);
        }
    }
}
