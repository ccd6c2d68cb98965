package io.gitvolumereloader.agent.publish;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An open folder, and the only place where the published folder is changed: whatever is done goes to the folder that
 * was opened and not to what somebody may put at its path meanwhile, and no symbolic link is ever followed.
 *
 * <p>That holds where the system has {@code /proc}, as Linux does; elsewhere links are looked for before each step.
 * Each change is announced to {@code step} before it is made. Names are single names, never paths. Used by one thread
 * at a time; failures name the file by the path at which the folder was opened.
 *
 * <p>It is longer than others because nothing else may touch the volume.
 */
final class Folder implements AutoCloseable {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final boolean OPENS = Files.isDirectory(DESCRIPTORS);
    private static final int NONE = -1;
    private static final FileAttribute<?> PLAIN =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-rw-rw-"));
    private static final FileAttribute<?> RUNNABLE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxrwxrwx"));
    private static final Set<? extends OpenOption> CREATE =
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);

    private final int descriptor;
    private final Path handle;
    private final Path path;
    private final Runnable step;

    private Folder(int descriptor, Path path, Runnable step) {
        this.descriptor = descriptor;
        this.handle = descriptor == NONE ? path : DESCRIPTORS.resolve(Integer.toString(descriptor));
        this.path = path;
        this.step = step;
    }

    /** Gets ready, on a thread of its own, what the first folder would otherwise wait for some 60 ms. */
    static void prepare() {
        if (OPENS) {
            Thread.ofPlatform().daemon().name("native calls").start(Posix::load);
        }
    }

    /** Opens {@code path}, which is absolute and not a link. */
    static Folder open(Path path, Runnable step) throws IOException {
        if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            throw Files.exists(path, LinkOption.NOFOLLOW_LINKS)
                    ? new NotDirectoryException(path.toString())
                    : new NoSuchFileException(path.toString());
        }
        return new Folder(OPENS ? Posix.openFolder(path.toString()) : NONE, path, step);
    }

    /**
     * A path that leads to this very folder while it is open, wherever it is; where the system has no such, its path.
     */
    Path handle() {
        return handle;
    }

    /** Where it was when it was opened; for messages only. */
    Path path() {
        return path;
    }

    /** Opens the folder {@code name} in this one; null where there is none. */
    @Nullable Folder find(String name) throws IOException {
        var child = path.resolve(name);
        if (!OPENS) {
            return Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS) ? new Folder(NONE, child, step) : null;
        }
        try {
            return new Folder(Posix.openFolder(descriptor, name, child.toString()), child, step);
        } catch (NoSuchFileException | NotDirectoryException _) {
            return null;
        }
    }

    /** Makes the folder {@code name}, which may be there already, and opens it. */
    Folder make(String name, boolean groupWrite) throws IOException {
        var there = find(name);
        if (there != null) {
            return there;
        }
        change(name, Files::createDirectory);
        if (groupWrite) {
            allowGroup(name);
        }
        return enter(name);
    }

    /** Opens the folder {@code name}, which has to be there. */
    Folder enter(String name) throws IOException {
        var there = find(name);
        if (there == null) {
            throw new NoSuchFileException(path.resolve(name).toString());
        }
        return there;
    }

    /** Creates a file, which must not be there yet; the umask decides who may do what with it. */
    SeekableByteChannel create(String name, boolean executable) throws IOException {
        return change(name, file -> Files.newByteChannel(file, CREATE, executable ? RUNNABLE : PLAIN));
    }

    /** Lets the group do what the owner may. */
    void allowGroup(String name) throws IOException {
        change(name, file -> {
            var view = Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
            var permissions = view.readAttributes().permissions();
            permissions.add(PosixFilePermission.GROUP_READ);
            permissions.add(PosixFilePermission.GROUP_WRITE);
            if (permissions.contains(PosixFilePermission.OWNER_EXECUTE)) {
                permissions.add(PosixFilePermission.GROUP_EXECUTE);
            }
            view.setPermissions(permissions);
            return file;
        });
    }

    /** Makes a symbolic link whose target is {@code target} to the letter. */
    void symlink(String name, String target) throws IOException {
        change(name, link -> {
            var normal = Path.of(target);
            if (normal.toString().equals(target)) {
                return Files.createSymbolicLink(link, normal);
            }
            Posix.symlink(target, link.toString(), path.resolve(name).toString());
            return link;
        });
    }

    /** Makes {@code name} another name of what has it in {@code from}: a file, or a symbolic link as such. */
    void link(Path name, Folder from) throws IOException {
        step.run();
        on(name, link -> Files.createLink(link, from.handle.resolve(name)));
    }

    /**
     * Moves {@code name} to {@code newName} in {@code to} in one step; what is there gives way, unless it is a folder.
     */
    void move(String name, Folder to, String newName) throws IOException {
        change(name, file -> Files.move(file, to.handle.resolve(newName), StandardCopyOption.ATOMIC_MOVE));
    }

    /** Deletes a file, a link or an empty folder; nothing there is fine. */
    void delete(String name) throws IOException {
        change(name, Files::deleteIfExists);
    }

    /**
     * Deletes the folder {@code name} if it is empty.
     *
     * @return whether it is gone
     */
    boolean deleteIfEmpty(String name) throws IOException {
        try {
            var there = look(name);
            if (there != null && !there.isDirectory()) {
                return false;
            }
            delete(name);
            return true;
        } catch (DirectoryNotEmptyException _) {
            return false;
        }
    }

    /** Deletes whatever {@code name} is with all that is below it; nothing there is fine. */
    void deleteAll(Path name) throws IOException {
        try (var entries = Files.newDirectoryStream(handle)) {
            if (entries instanceof SecureDirectoryStream<Path> secure) {
                Deletion.of(secure, name, step);
            } else {
                Deletion.of(path.resolve(name), step);
            }
        }
    }

    /** Deletes whatever {@code name} is with all that is below it; nothing there is fine. */
    void deleteAll(String name) throws IOException {
        deleteAll(Path.of(name));
    }

    /** What {@code name} is; null where there is nothing. */
    @Nullable PosixFileAttributes look(Path name) throws IOException {
        try {
            return on(name, file -> Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
        } catch (NoSuchFileException _) {
            return null;
        }
    }

    /** What {@code name} is; null where there is nothing. */
    @Nullable PosixFileAttributes look(String name) throws IOException {
        return look(Path.of(name));
    }

    /** What {@code name} is, which has to be there. */
    PosixFileAttributes examine(Path name) throws IOException {
        var there = look(name);
        if (there == null) {
            throw new NoSuchFileException(path.resolve(name).toString());
        }
        return there;
    }

    /** Reads a file that is no link. */
    InputStream read(String name) throws IOException {
        return on(Path.of(name), file -> Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS));
    }

    /** The target of a symbolic link. */
    String target(String name) throws IOException {
        return on(Path.of(name), Files::readSymbolicLink).toString();
    }

    /** The names that it holds; a name need not be text. */
    List<Path> names() throws IOException {
        try (var entries = Files.newDirectoryStream(handle)) {
            var names = new ArrayList<Path>();
            entries.forEach(entry -> names.add(entry.getFileName()));
            return names;
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    @Override
    public void close() {
        if (descriptor != NONE) {
            Posix.close(descriptor);
        }
    }

    @FunctionalInterface
    private interface Act<T> {
        T on(Path file) throws IOException;
    }

    private <T> T change(String name, Act<T> act) throws IOException {
        step.run();
        return on(Path.of(name), act);
    }

    private <T> T on(Path name, Act<T> act) throws IOException {
        try {
            return act.on(handle.resolve(name));
        } catch (FileSystemException e) {
            throw Reasons.at(path.resolve(name), e);
        }
    }
}
