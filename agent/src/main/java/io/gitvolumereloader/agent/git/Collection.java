package io.gitvolumereloader.agent.git;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.internal.storage.pack.PackWriter;
import org.eclipse.jgit.lib.EmptyProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;

/**
 * Makes one pack of all packs, of what is to be kept. Used once, by one thread.
 *
 * <p>JGit's own collection is not used: where an {@link IOException} meets its writer between two objects, be it
 * because of a full disk or because it was cancelled, it tries again for ever. What is thrown through it here is
 * unchecked.
 */
final class Collection {
    private static final int BUFFER = 1 << 16;
    private static final String TEMPORARY = ".tmp-collection";

    private final FileRepository repository;
    private final Path folder;
    private final EmptyProgressMonitor patience;

    Collection(FileRepository repository, Path folder, BooleanSupplier wanted) {
        this.repository = repository;
        this.folder = folder;
        this.patience = new EmptyProgressMonitor() {
            @Override
            public void update(int completed) {
                isCancelled();
            }

            @Override
            public boolean isCancelled() {
                if (wanted.getAsBoolean() || Thread.currentThread().isInterrupted()) {
                    throw new StoppedException();
                }
                return false;
            }
        };
    }

    /**
     * Keeps what these objects lead to, and nothing else.
     *
     * @return whether that was done; if not, somebody waits, and all is as it was
     */
    boolean run(Set<ObjectId> keep) throws IOException {
        try {
            removeAllBut(write(keep));
            return true;
        } catch (StoppedException _) {
            return false;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } finally {
            Files.deleteIfExists(folder.resolve(TEMPORARY));
            // The list of packs is read anew when it is needed.
            repository.getObjectDatabase().close();
        }
    }

    private String write(Set<ObjectId> keep) throws IOException {
        try (var writer = new PackWriter(repository)) {
            writer.setDeltaBaseAsOffset(true);
            writer.preparePack(patience, keep, Set.of());
            var name = "pack-" + writer.computeName().name();
            // The same objects make the same name; a pack must not be exchanged under its index.
            if (!Files.exists(folder.resolve(name + ".idx"))) {
                write(name + ".pack", out -> writer.writePack(patience, patience, out));
                write(name + ".idx", writer::writeIndex);
            }
            return name;
        }
    }

    private void write(String name, Content content) throws IOException {
        var temporary = folder.resolve(TEMPORARY);
        try (var file = FileChannel.open(
                        temporary,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE);
                var out = new Strict(new BufferedOutputStream(Channels.newOutputStream(file), BUFFER))) {
            content.writeTo(out);
            out.flush();
            file.force(true);
        }
        Files.move(temporary, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private void removeAllBut(String name) throws IOException {
        try (var files = Files.newDirectoryStream(folder)) {
            for (var file : files) {
                if (!file.getFileName().toString().startsWith(name)) {
                    Files.delete(file);
                }
            }
        }
    }

    /** What a file is to hold. */
    private interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /** An output of which the failures are not checked. */
    private static final class Strict extends FilterOutputStream {
        Strict(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int octet) {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            try {
                out.write(bytes, offset, length);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Somebody waits. */
    private static final class StoppedException extends RuntimeException {
        private static final long serialVersionUID = 1;
    }
}
