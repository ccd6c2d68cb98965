package io.gitvolumereloader.agent.publish;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.function.BooleanSupplier;

/**
 * Makes the files of one tree files of another one, too: as second names of the same content, which costs no space and
 * hardly any time.
 *
 * <p>Content that two trees share must never be written into; whoever changes a file makes a new one.
 */
final class HardLinks {
    /** No revision has deeper folders, and each level costs two open files and some stack. */
    private static final int DEEPEST = 250;

    private HardLinks() {}

    /**
     * Fills {@code to}, which is empty, with all that {@code from} holds, but for folders so deep that somebody else
     * must have made them.
     *
     * @param wanted ends the work early
     * @return whether it came to its end
     * @throws FileSystemException where the file system has no such links, or no more of them
     */
    static boolean copy(Folder from, Folder to, boolean groupWrite, BooleanSupplier wanted) throws IOException {
        return copy(from, to, groupWrite, wanted, 1);
    }

    private static boolean copy(Folder from, Folder to, boolean groupWrite, BooleanSupplier wanted, int level)
            throws IOException {
        for (var each : from.names()) {
            if (wanted.getAsBoolean()) {
                return false;
            }
            var there = from.look(each);
            if (there == null || !there.isDirectory()) {
                to.link(each, from);
                continue;
            }
            try (var below = from.enter(each.toString());
                    var made = to.make(each.toString(), groupWrite)) {
                if (level < DEEPEST && !copy(below, made, groupWrite, wanted, level + 1)) {
                    return false;
                }
            }
        }
        return true;
    }
}
