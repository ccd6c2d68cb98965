package io.gitvolumereloader.agent.sync;

/**
 * A file of a revision.
 *
 * @param path its path below the root, parts separated by {@code /}; safe to resolve against a folder
 * @param kind what it is
 * @param blob object name of its content; of a symbolic link, the content is the target
 */
public record TreeEntry(String path, Kind kind, String blob) {

    /** What Git tells of a file besides its content. */
    public enum Kind {
        /** An ordinary file. */
        FILE,
        /** A file with the executable bit. */
        EXECUTABLE,
        /** A symbolic link. */
        SYMLINK
    }
}
