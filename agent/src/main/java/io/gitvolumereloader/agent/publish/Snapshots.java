package io.gitvolumereloader.agent.publish;

import java.io.IOException;
import java.util.Collection;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The layout of a folder that shows snapshots: a link, and beside it the trees that it leads to, one after the other,
 * each named after the commit that it was made for.
 */
final class Snapshots implements AutoCloseable {
    /** The tree that is being made ready; nobody reads it. */
    static final String NEXT = "next";

    private static final String TREES = ".git-volume-reloader.trees";
    private static final String NEW_LINK = ".git-volume-reloader.link";

    private static final Pattern SNAPSHOT = Pattern.compile("[0-9a-f]{40,64}(-[0-9]{1,9})?");

    private final Folder top;
    private final String link;
    private final Folder trees;
    private final boolean groupWrite;

    /** The layout in {@code top}, which the caller closes; the link is called {@code link}. */
    Snapshots(Folder top, String link, boolean groupWrite) throws IOException {
        this.top = top;
        this.link = link;
        this.groupWrite = groupWrite;
        var there = top.look(TREES);
        if (there != null && !there.isDirectory()) {
            top.delete(TREES);
        }
        this.trees = top.make(TREES, groupWrite);
    }

    /** Removes all trees from a folder that shows no snapshots any more. */
    static void clear(Folder top) throws IOException {
        top.deleteAll(NEW_LINK);
        top.deleteAll(TREES);
    }

    /** Whether {@code name} is one that a tree gets, and not, say, the way out of the folder of the trees. */
    static boolean isSnapshot(String name) {
        return SNAPSHOT.matcher(name).matches();
    }

    /** The folder of the trees. */
    Folder trees() {
        return trees;
    }

    /** Makes and opens the folder of a tree, which may be there already. */
    Folder make(String name) throws IOException {
        return trees.make(name, groupWrite);
    }

    /** Whether the group may write what is made. */
    boolean groupWrite() {
        return groupWrite;
    }

    /** The name of the tree that readers see; null where the link is missing, or leads elsewhere. */
    @Nullable String shown() throws IOException {
        var there = top.look(link);
        if (there == null || !there.isSymbolicLink()) {
            return null;
        }
        var target = top.target(link);
        var name = target.substring(target.lastIndexOf('/') + 1);
        if (!target.equals(TREES + "/" + name) || !isSnapshot(name)) {
            return null;
        }
        try (var tree = trees.find(name)) {
            return tree == null ? null : name;
        }
    }

    /** Lets readers see the tree {@code name}: all of it from one moment to the next. */
    void show(String name) throws IOException {
        top.deleteAll(NEW_LINK);
        var there = top.look(link);
        if (there != null && there.isDirectory()) {
            top.deleteAll(link);
        }
        top.symlink(NEW_LINK, TREES + "/" + name);
        top.move(NEW_LINK, top, link);
    }

    /** Removes a tree; nothing there is fine. */
    void remove(String name) throws IOException {
        trees.deleteAll(name);
    }

    /** A name for a tree of {@code commit} that no other one has. */
    String free(String commit) throws IOException {
        var name = commit;
        for (var number = 2; trees.look(name) != null; number++) {
            name = commit + "-" + number;
        }
        return name;
    }

    /** Removes all trees but {@code kept}. */
    void retain(Collection<String> kept) throws IOException {
        for (var name : trees.names()) {
            if (!kept.contains(name.toString())) {
                trees.deleteAll(name);
            }
        }
    }

    /**
     * Removes what belongs neither to the agent nor to the file system from beside the link, and what a sudden death of
     * the agent left there.
     *
     * @return how many files and folders
     */
    int removeStrays() throws IOException {
        var strays = 0;
        Staging.clear(top);
        Early.clear(top);
        top.deleteAll(NEW_LINK);
        for (var name : top.names()) {
            if (!name.toString().equals(link) && !Reserved.isTaken(top, name)) {
                top.deleteAll(name);
                strays++;
            }
        }
        return strays;
    }

    @Override
    public void close() {
        trees.close();
    }
}
