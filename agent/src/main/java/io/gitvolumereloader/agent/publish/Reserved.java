package io.gitvolumereloader.agent.publish;

import io.gitvolumereloader.agent.sync.Revisions.UnpublishableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** The names at the top of the published folder that don't belong to the repository. */
final class Reserved {
    private static final String PREFIX = ".git-volume-reloader.";
    private static final String LOST_AND_FOUND = "lost+found";

    private Reserved() {}

    /** Refuses a repository's file whose name belongs to the agent or to the file system. */
    static void check(String path) {
        if (path.equals(LOST_AND_FOUND) || path.startsWith(LOST_AND_FOUND + "/")) {
            throw new UnpublishableException("'" + path + "' has a name that belongs to the file system");
        }
        if (path.startsWith(PREFIX)) {
            throw new UnpublishableException("'" + path + "' has a name that the agent keeps for itself");
        }
    }

    /** Whether {@code name} in the published folder {@code top} is the agent's own or the file system's. */
    static boolean isTaken(Folder top, Path name) throws IOException {
        if (name.toString().startsWith(PREFIX)) {
            return true;
        }
        var there = top.look(name);
        return name.toString().equals(LOST_AND_FOUND) && there != null && there.isDirectory();
    }

    /** Whether the published folder {@code top} holds nothing else. */
    static boolean isAllIn(Folder top) throws IOException {
        for (var name : top.names()) {
            if (!isTaken(top, name)) {
                return false;
            }
        }
        return true;
    }

    /** Whether {@code entry} of the published folder is the agent's own. */
    static boolean isOurs(Path entry) {
        return entry.getFileName().toString().startsWith(PREFIX);
    }

    /** Whether {@code entry} of the published folder belongs to the file system. */
    static boolean isForeign(Path entry) {
        return entry.getFileName().toString().equals(LOST_AND_FOUND)
                && Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS);
    }
}
