package io.gitvolumereloader.agent.git;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.util.Paths;
import org.jspecify.annotations.Nullable;

/**
 * A folder of a revision whose entries are gone through one by one: tells which of them are selected, and refuses those
 * that must not become files.
 */
final class OpenFolder {
    private static final int DEEPEST = 200;

    private final String path;
    private final int depth;
    private final boolean included;
    private final Patterns patterns;

    private byte[] lastName = {};
    private int lastMode = FileMode.TYPE_MISSING;
    /** Files whose names are the begin of the last one, shortest last: only they can come again as a folder. */
    private final Deque<byte[]> begins = new ArrayDeque<>();

    private OpenFolder(String path, int depth, boolean included, Patterns patterns) {
        this.path = path;
        this.depth = depth;
        this.included = included;
        this.patterns = patterns;
    }

    /** The folder that becomes the published one. */
    static OpenFolder root(Patterns patterns) {
        return new OpenFolder("", 0, false, patterns);
    }

    /** The folder at {@code path} below the published one, which is known to be selected. */
    static OpenFolder at(String path, Patterns patterns) {
        var folder = root(patterns);
        for (var slash = path.indexOf('/'); !path.isEmpty(); slash = path.indexOf('/', slash + 1)) {
            var upTo = slash < 0 ? path : path.substring(0, slash);
            var included = patterns.include(upTo, true, folder.included);
            folder = new OpenFolder(upTo, folder.depth + 1, included, patterns);
            if (slash < 0) {
                break;
            }
        }
        return folder;
    }

    /** Its path below the published folder; empty for that itself. */
    String path() {
        return path;
    }

    /** The path of the file {@code name} in here; null where it is not selected. */
    @Nullable String file(byte[] name) {
        var file = resolve(name);
        if (patterns.exclude(file, false) || !patterns.include(file, false, included)) {
            return null;
        }
        PathName.check(file, name);
        return file;
    }

    /** The path of the folder {@code name} in here, which may hold something that is selected; null where it can't. */
    @Nullable String pathOfFolder(byte[] name) {
        var folder = folder(name);
        return folder == null ? null : folder.path;
    }

    /** The same folder, to be gone through. */
    @Nullable OpenFolder folder(byte[] name) {
        var folder = resolve(name);
        if (patterns.exclude(folder, true)) {
            return null;
        }
        PathName.check(folder, name);
        if (depth >= DEEPEST) {
            throw PathName.refusal(folder, "its folders are nested more than " + DEEPEST + " deep");
        }
        return new OpenFolder(folder, depth + 1, patterns.include(folder, true, included), patterns);
    }

    /**
     * Takes note of the next entry, and refuses it where the order of Git is broken or the name has been there: neither
     * could be compared with another revision.
     */
    void follows(byte[] name, int mode) {
        var order = Paths.compare(lastName, 0, lastName.length, lastMode, name, 0, name.length, mode);
        if (lastMode != FileMode.TYPE_MISSING && order >= 0) {
            throw PathName.refusal(
                    resolve(name),
                    Arrays.equals(name, lastName) ? "its folder holds it twice" : "its folder is not in Git's order");
        }
        while (!begins.isEmpty() && !isBegin(begins.peek(), name)) {
            begins.pop();
        }
        if (!begins.isEmpty() && begins.peek().length == name.length) {
            throw PathName.refusal(resolve(name), "its folder holds it twice");
        }
        if (!FileMode.TREE.equals(mode)) {
            begins.push(name);
        }
        lastName = name;
        lastMode = mode;
    }

    private static boolean isBegin(byte[] begin, byte[] name) {
        return begin.length <= name.length && Arrays.equals(begin, 0, begin.length, name, 0, begin.length);
    }

    private String resolve(byte[] name) {
        return path.isEmpty() ? PathName.text(name) : path + "/" + PathName.text(name);
    }
}
