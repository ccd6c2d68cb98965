package io.gitvolumereloader.agent.git;

import io.gitvolumereloader.agent.sync.CommitId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.util.FileUtils;
import org.jspecify.annotations.Nullable;

/**
 * The bare repository in the state folder: opened when first needed, cleared of what a sudden death leaves behind, kept
 * small, and thrown away when it is damaged. Used by one thread at a time.
 */
public final class Store implements AutoCloseable {
    private final Path folder;
    private @Nullable Opened opened;

    /** A store in {@code folder}, which nothing else uses; it is made when first needed. */
    public Store(Path folder) {
        SidecarSystem.install();
        this.folder = folder;
    }

    /** What is at hand while the store is open. */
    private record Opened(FileRepository repository, Kept kept, Packs packs) {}

    Repository repository() throws IOException {
        return opened().repository;
    }

    /** What was fetched last; null where nothing was. */
    @Nullable ObjectId fetched() throws IOException {
        return opened().kept.fetched();
    }

    /** Makes {@code object}, a commit or what leads to one, what was fetched last. */
    void keep(ObjectId object) throws IOException {
        var store = opened();
        store.packs.added();
        store.kept.fetched(object);
    }

    /** Forgets everything; the next use starts with an empty store. */
    void drop() {
        close();
        try {
            FileUtils.delete(folder.toFile(), FileUtils.RECURSIVE | FileUtils.SKIP_MISSING);
        } catch (IOException _) {
            // Opening it again meets the same trouble, and tells it.
        }
    }

    /** Keeps {@code shown} besides what was fetched last, and collects the rest if it is worth the time. */
    void tidy(@Nullable CommitId shown, BooleanSupplier wanted) throws IOException {
        var store = opened();
        store.kept.shown(shown);
        if (store.packs.areMany()) {
            store.packs.collect(store.kept.all(), wanted);
        }
    }

    /** The same, but only where it can't wait any longer; nothing stops it. */
    void bound(@Nullable CommitId shown) throws IOException {
        var store = opened();
        store.kept.shown(shown);
        if (store.packs.areFarTooMany() && store.kept.all().isEmpty()) {
            // Whatever was fetched again and again led to no commit.
            drop();
        } else if (store.packs.areFarTooMany()) {
            store.packs.collect(store.kept.all(), () -> false);
        }
    }

    @Override
    public void close() {
        if (opened != null) {
            opened.repository.close();
            opened = null;
        }
    }

    private Opened opened() throws IOException {
        var already = opened;
        if (already == null) {
            already = openOrStartAfresh();
            opened = already;
        }
        return already;
    }

    private Opened openOrStartAfresh() throws IOException {
        try {
            return open();
        } catch (IOException | RuntimeException e) {
            if (e instanceof IOException && !Causes.isDamage(e)) {
                throw e;
            }
            // It is not the disk, so it is the content: a damaged store heals by being fetched anew.
            drop();
            return open();
        }
    }

    private Opened open() throws IOException {
        var repository = StoreFolder.open(folder);
        try {
            return new Opened(
                    repository, new Kept(repository), new Packs(repository, folder.resolve(StoreFolder.PACKS)));
        } catch (IOException | RuntimeException e) {
            repository.close();
            throw e;
        }
    }
}
