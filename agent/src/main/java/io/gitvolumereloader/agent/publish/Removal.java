package io.gitvolumereloader.agent.publish;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Removes files that a revision has no longer, and the folders that thereby become empty. Used by one thread. */
final class Removal implements AutoCloseable {
    private final OpenFolders folders;
    private final Fingerprints prints;
    private String emptied = "";
    private int removed;

    /** Removes below {@code root}, and out of {@code prints}. */
    Removal(Folder root, Fingerprints prints) {
        this.folders = new OpenFolders(root);
        this.prints = prints;
    }

    /** Removes the file at {@code path}; a folder that has taken its place stays. */
    void remove(String path) {
        try {
            var parent = OpenFolders.parent(path);
            if (!parent.equals(emptied)) {
                folders.removeEmpty(emptied, prints);
                emptied = parent;
            }
            var folder = folders.find(parent);
            var name = path.substring(path.lastIndexOf('/') + 1);
            var there = folder == null ? null : folder.look(name);
            if (folder != null && there != null && !there.isDirectory()) {
                folder.delete(name);
                prints.toggle(parent, name, there);
                removed++;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes what has become empty; how many files were removed. */
    int finish() throws IOException {
        folders.removeEmpty(emptied, prints);
        return removed;
    }

    @Override
    public void close() {
        folders.close();
    }
}
