package io.gitvolumereloader.agent.publish;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Makes symbolic links whose target is exactly the given text.
 *
 * <p>{@link Path} knows no {@code folder/} and no {@code a//b}, and would make {@code folder} and {@code a/b} of them;
 * for such targets the operating system's own function is called (POSIX {@code symlink}).
 */
final class SymbolicLink {
    private SymbolicLink() {}

    /** Makes {@code link}, which is not there yet. */
    static void create(Path link, String target) throws IOException {
        var path = Path.of(target);
        if (path.toString().equals(target)) {
            Files.createSymbolicLink(link, path);
        } else if (Posix.symlink(target, link.toString()) != 0) {
            throw new FileSystemException(link.toString(), null, "the symbolic link could not be made");
        }
    }

    /** Loaded only if it is needed. */
    private static final class Posix {
        private static final MethodHandle SYMLINK = handle();

        @SuppressWarnings("restricted") // the manifest grants native access
        private static MethodHandle handle() {
            var linker = Linker.nativeLinker();
            return linker.downcallHandle(
                    linker.defaultLookup().findOrThrow("symlink"),
                    FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS));
        }

        static int symlink(String target, String link) {
            try (var arena = Arena.ofConfined()) {
                return (int) SYMLINK.invokeExact(arena.allocateFrom(target), arena.allocateFrom(link));
            } catch (Error | RuntimeException e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException("symlink throws nothing checked", e);
            }
        }
    }
}
