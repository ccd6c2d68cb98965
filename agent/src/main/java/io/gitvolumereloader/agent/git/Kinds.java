package io.gitvolumereloader.agent.git;

import io.gitvolumereloader.agent.sync.TreeEntry.Kind;
import org.eclipse.jgit.lib.FileMode;
import org.jspecify.annotations.Nullable;

/** Reads the modes of a tree's entries. */
final class Kinds {
    private Kinds() {}

    /** What of {@link Kind} an entry is; null for a submodule and what Git does not know. */
    static @Nullable Kind of(int mode) {
        return FileMode.TREE.equals(mode) ? Kind.FOLDER : ofFile(mode);
    }

    /** The same, but null for a folder, too. */
    static @Nullable Kind ofFile(int mode) {
        if (FileMode.SYMLINK.equals(mode)) {
            return Kind.SYMLINK;
        }
        if (FileMode.EXECUTABLE_FILE.equals(mode)) {
            return Kind.EXECUTABLE;
        }
        return FileMode.REGULAR_FILE.equals(mode) ? Kind.FILE : null;
    }
}
