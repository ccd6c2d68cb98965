package io.gitvolumereloader.agent.sync;

/** One step from a folder's present files to those of a revision. */
public sealed interface Change {

    /** The path concerned, below the root. */
    String path();

    /** The file is to be there like this; whatever is at its path gives way. */
    record Write(TreeEntry file) implements Change {
        @Override
        public String path() {
            return file.path();
        }
    }

    /** Nothing is to be at this path. */
    record Remove(String path) implements Change {}
}
