package io.gitvolumereloader.agent.publish;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.Objects;
import java.util.function.BooleanSupplier;

/**
 * Makes the files of one tree files of another one, too: as second names of the same content, which costs no space and
 * hardly any time.
 *
 * <p>Content that two trees share must never be written into; whoever changes a file makes a new one.
 */
final class HardLinks {
    private HardLinks() {}

    /**
     * Fills {@code to}, which is empty, with all that {@code from} holds.
     *
     * @param wanted ends the work early
     * @return whether it came to its end
     * @throws FileSystemException where the file system has no such links, or no more of them
     */
    static boolean copy(Folder from, Folder to, boolean groupWrite, BooleanSupplier wanted) throws IOException {
        for (var each : from.names()) {
            if (wanted.getAsBoolean()) {
                return false;
            }
            var there = from.look(each);
            if (there == null || !there.isDirectory()) {
                to.link(each, from);
                continue;
            }
            try (var below = Objects.requireNonNull(from.find(each.toString()));
                    var made = to.make(each.toString(), groupWrite)) {
                if (!copy(below, made, groupWrite, wanted)) {
                    return false;
                }
            }
        }
        return true;
    }
}
