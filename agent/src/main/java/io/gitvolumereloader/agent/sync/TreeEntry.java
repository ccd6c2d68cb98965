package io.gitvolumereloader.agent.sync;

/**
 * A file or folder of a revision.
 *
 * @param path its path below the published root, parts separated by {@code /}; safe to resolve against a folder, empty
 *     for the root itself
 * @param kind what it is
 * @param object name of its content in the store; of a symbolic link, the content is the target
 */
public record TreeEntry(String path, Kind kind, String object) {

    /** What Git tells of a file besides its content. */
    public enum Kind {
        /** An ordinary file. */
        FILE,
        /** A file with the executable bit. */
        EXECUTABLE,
        /** A symbolic link. */
        SYMLINK,
        /** A folder. */
        FOLDER
    }

    /** The last part of the path. */
    public String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** The path of the folder that holds it; empty where that is the root. */
    public String folder() {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }
}
