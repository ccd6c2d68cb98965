package io.gitvolumereloader.agent.publish;

import io.gitvolumereloader.agent.sync.Limits;
import io.gitvolumereloader.agent.sync.Revisions.UnpublishableException;
import io.gitvolumereloader.agent.sync.TreeEntry;
import io.gitvolumereloader.agent.sync.TreeEntry.Kind;
import java.util.List;
import java.util.function.Function;

/**
 * Counts the files of a revision, and refuses one that has too many. Folders are counted, too: a few objects that name
 * each other can make up more of them than could ever be walked through, without a single file. Used once.
 */
final class Census {
    private final Function<TreeEntry, List<TreeEntry>> children;
    private final Limits limits;
    private long files;
    private long folders;

    /** Counts nothing yet. */
    Census(Function<TreeEntry, List<TreeEntry>> children, Limits limits) {
        this.children = children;
        this.limits = limits;
    }

    /** How many files there are in {@code folder} and below it; at most as many as are allowed. */
    long files(TreeEntry folder) {
        count(folder);
        return files;
    }

    /** Refuses so many files. */
    static void check(long files, Limits limits) {
        check(files, "files", limits);
    }

    private void count(TreeEntry folder) {
        for (var child : children.apply(folder)) {
            if (child.kind() == Kind.FOLDER) {
                check(++folders, "folders", limits);
                count(child);
            } else {
                check(++files, limits);
            }
        }
    }

    private static void check(long count, String what, Limits limits) {
        if (count > limits.files()) {
            throw new UnpublishableException(
                    "it has more than " + limits.files() + " " + what + ", which is what agent.limits.files allows",
                    "change the repository, or raise agent.limits.files");
        }
    }
}
