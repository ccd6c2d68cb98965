package io.gitvolumereloader.agent.publish;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The folders between a root and the file at hand, each opened from the one above it; they stay open until a file of
 * another folder is at hand. Used by one thread.
 */
final class OpenFolders implements AutoCloseable {
    private final Folder root;
    private final Deque<Step> open = new ArrayDeque<>();

    /** Begins at {@code root}, which the caller closes. */
    OpenFolders(Folder root) {
        this.root = root;
    }

    private record Step(String path, Folder folder) {}

    /** Opens the folder at {@code path} below the root; null where there is none. */
    @Nullable Folder find(String path) throws IOException {
        var folder = returnTo(path);
        for (var name = nextName(path); folder != null && name != null; name = nextName(path)) {
            folder = push(folder.find(name), path, name);
        }
        return folder;
    }

    /**
     * Opens the folder at {@code path} below the root, and makes it where it is missing.
     *
     * @param clear whether what is there and no folder gives way
     * @param prints loses what gave way
     * @throws FileAlreadyExistsException where something else is there, and may not give way
     */
    Folder make(String path, boolean clear, boolean groupWrite, Fingerprints prints) throws IOException {
        var folder = returnTo(path);
        for (var name = nextName(path); name != null; name = nextName(path)) {
            var next = folder.find(name);
            if (next == null) {
                next = makeMissing(folder, name, clear, groupWrite, prints);
            }
            push(next, path, name);
            folder = next;
        }
        return folder;
    }

    /** One thread at a time: two that write below the same root may need the same folder. */
    private Folder makeMissing(Folder folder, String name, boolean clear, boolean groupWrite, Fingerprints prints)
            throws IOException {
        synchronized (root) {
            var there = clear ? folder.look(name) : null;
            if (there != null && !there.isDirectory()) {
                folder.delete(name);
                prints.toggle(open.isEmpty() ? "" : open.peek().path(), name, there);
            }
            return folder.make(name, groupWrite);
        }
    }

    /** Removes the folder at {@code path} and those above it that thereby become empty; the root stays. */
    void removeEmpty(String path, Fingerprints prints) throws IOException {
        for (var each = path; !each.isEmpty(); each = parent(each)) {
            var above = find(parent(each));
            if (above == null || !above.deleteIfEmpty(each.substring(each.lastIndexOf('/') + 1))) {
                return;
            }
            prints.remove(each);
        }
    }

    /** The folder that holds what is at {@code path}; empty for the root. */
    static String parent(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }

    /** The path of {@code name} in the folder at {@code path}. */
    static String child(String path, String name) {
        return path.isEmpty() ? name : path + "/" + name;
    }

    @Override
    public void close() {
        while (!open.isEmpty()) {
            open.pop().folder().close();
        }
    }

    /** Closes what does not lead to {@code path}; the innermost folder that does. */
    private Folder returnTo(String path) {
        while (!open.isEmpty() && !leadsTo(open.peek().path(), path)) {
            open.pop().folder().close();
        }
        return open.isEmpty() ? root : open.peek().folder();
    }

    private static boolean leadsTo(String folder, String path) {
        return path.startsWith(folder) && (path.length() == folder.length() || path.charAt(folder.length()) == '/');
    }

    /** The name of the next folder to open on the way to {@code path}; null where the way is done. */
    private @Nullable String nextName(String path) {
        var done = open.isEmpty() ? 0 : open.peek().path().length() + 1;
        if (done > path.length() || path.isEmpty()) {
            return null;
        }
        var slash = path.indexOf('/', done);
        return path.substring(done, slash < 0 ? path.length() : slash);
    }

    private @Nullable Folder push(@Nullable Folder next, String path, String name) {
        if (next != null) {
            var done = open.isEmpty() ? 0 : open.peek().path().length() + 1;
            open.push(new Step(path.substring(0, done + name.length()), next));
        }
        return next;
    }
}
