package io.gitvolumereloader.agent.publish;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;

/**
 * The calls of the operating system that Java has no words for: to open a folder relative to another one, refusing
 * links, and to make a symbolic link with any target (POSIX {@code openat}, {@code close}, {@code symlink}).
 */
final class Posix {
    private static final int AT_FDCWD = -100;
    private static final int NO_ENTRY = 2;
    private static final int NO_ACCESS = 13;
    private static final int NO_FOLDER = 20;
    private static final int LINK = 40;
    private static final int FLAGS = flags(System.getProperty("os.arch", "").toLowerCase(Locale.ROOT));

    private static final Linker LINKER = Linker.nativeLinker();
    private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");
    private static final MemoryLayout STATE = Linker.Option.captureStateLayout();
    private static final MethodHandle OPENAT = handle(
            "openat",
            FunctionDescriptor.of(
                    ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT),
            ERRNO,
            Linker.Option.firstVariadicArg(3));
    private static final MethodHandle CLOSE =
            handle("close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    private static final MethodHandle SYMLINK = handle(
            "symlink", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS), ERRNO);

    private Posix() {}

    /** Looks the calls up; the first use does it, too. */
    static void load() {
        // The class has done so when this is reached.
    }

    /** Opens the folder at an absolute {@code path}; its last part may not be a link. */
    static int openFolder(String path) throws IOException {
        return openFolder(AT_FDCWD, path, path);
    }

    /**
     * Opens the folder {@code name} in an open one.
     *
     * @param shown what to call it in a failure's message
     * @throws NoSuchFileException where there is nothing of that name
     * @throws NotDirectoryException where there is something else, a link to a folder included
     */
    static int openFolder(int parent, String name, String shown) throws IOException {
        try (var arena = Arena.ofConfined()) {
            var state = arena.allocate(STATE);
            var folder = (int) OPENAT.invokeExact(state, parent, arena.allocateFrom(name), FLAGS);
            if (folder >= 0) {
                return folder;
            }
            throw failure(errno(state), shown);
        } catch (IOException | Error | RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("openat throws nothing checked", e);
        }
    }

    /** Closes what was opened. */
    static void close(int folder) {
        try {
            var _ = (int) CLOSE.invokeExact(folder);
        } catch (Error | RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("close throws nothing checked", e);
        }
    }

    /** Makes a symbolic link at {@code path} whose target is exactly {@code target}. */
    static void symlink(String target, String path, String shown) throws IOException {
        try (var arena = Arena.ofConfined()) {
            var state = arena.allocate(STATE);
            if ((int) SYMLINK.invokeExact(state, arena.allocateFrom(target), arena.allocateFrom(path)) != 0) {
                throw failure(errno(state), shown);
            }
        } catch (IOException | Error | RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("symlink throws nothing checked", e);
        }
    }

    private static FileSystemException failure(int errno, String shown) {
        return switch (errno) {
            case NO_ENTRY -> new NoSuchFileException(shown);
            case NO_FOLDER, LINK -> new NotDirectoryException(shown);
            case NO_ACCESS -> new AccessDeniedException(shown);
            default -> new FileSystemException(shown, null, "the system refuses it with error " + errno);
        };
    }

    private static int errno(MemorySegment state) {
        return state.get(ValueLayout.JAVA_INT, 0);
    }

    /** Read-only, folders only, no link followed, closed in child processes (Linux' {@code fcntl.h}). */
    private static int flags(String architecture) {
        var closeOnExec = 0x80000;
        return switch (architecture) {
            case "aarch64", "arm", "ppc64le", "ppc64" -> closeOnExec | 0x4000 | 0x8000;
            default -> closeOnExec | 0x10000 | 0x20000;
        };
    }

    @SuppressWarnings("restricted") // the manifest grants native access
    private static MethodHandle handle(String name, FunctionDescriptor type, Linker.Option... options) {
        return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), type, options);
    }
}
