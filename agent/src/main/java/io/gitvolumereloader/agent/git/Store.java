package io.gitvolumereloader.agent.git;

import io.gitvolumereloader.agent.sync.CommitId;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.errors.RepositoryNotFoundException;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.util.FileUtils;
import org.jspecify.annotations.Nullable;

/**
 * The bare repository in the state folder: opened when first needed, cleared of what a sudden death leaves behind, and
 * thrown away when it is damaged. Used by one thread at a time.
 */
public final class Store implements AutoCloseable {
    private static final String TIP = "refs/sync/head";
    private static final Pattern LEFTOVER = Pattern.compile(".*\\.lock|.*\\.keep|incoming_.*|\\.tmp-.*|gc_.*|noz.*");
    private static final int MANY_PACKS = 50;
    private static final Set<RefUpdate.Result> STORED = EnumSet.of(
            RefUpdate.Result.NEW, RefUpdate.Result.FORCED, RefUpdate.Result.FAST_FORWARD, RefUpdate.Result.NO_CHANGE);

    private final Path folder;
    private @Nullable Repository open;

    /** A store in {@code folder}, which nothing else uses; it is made when first needed. */
    public Store(Path folder) {
        SidecarSystem.install();
        this.folder = folder;
    }

    Repository repository() throws IOException {
        if (open == null) {
            open = openOrStartAfresh();
        }
        return open;
    }

    /** Makes {@code object} the one thing that the store keeps, and {@code commit} the end of its history. */
    void keep(ObjectId object, CommitId commit) throws IOException {
        var repository = repository();
        var update = repository.updateRef(TIP);
        update.setNewObjectId(object);
        update.setForceUpdate(true);
        update.disableRefLog();
        var result = update.update();
        if (!STORED.contains(result)) {
            throw new IOException("ref " + TIP + " could not be written: " + result);
        }
        limitTo(repository, ObjectId.fromString(commit.hex()));
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

    /** Packs everything into one when there are many packs. */
    void tidy() throws IOException, GitAPIException {
        if (packs() <= MANY_PACKS) {
            return;
        }
        try (var git = new Git(repository())) {
            git.gc().setExpire(Instant.now()).call();
        }
    }

    @Override
    public void close() {
        if (open != null) {
            open.close();
            open = null;
        }
    }

    private Repository openOrStartAfresh() throws IOException {
        try {
            return open();
        } catch (IOException | RuntimeException e) {
            if (!Causes.isDamage(e)) {
                throw e;
            }
            // It is not the disk, so it is the content: a damaged store heals by being fetched anew.
            drop();
            return open();
        }
    }

    private Repository open() throws IOException {
        var fresh = !Files.exists(folder.resolve("HEAD"));
        Files.createDirectories(folder);
        if (!fresh) {
            if (!Files.isDirectory(folder.resolve("objects/pack")) || !Files.isDirectory(folder.resolve("refs"))) {
                throw new RepositoryNotFoundException(folder.toFile());
            }
            removeLeftovers();
        }
        var repository = new FileRepository(folder.toFile());
        try {
            if (fresh) {
                repository.create(true);
            }
            configure(repository.getConfig());
            limitToTip(repository);
            return repository;
        } catch (IOException | RuntimeException e) {
            repository.close();
            throw e;
        }
    }

    private static void configure(StoredConfig config) throws IOException {
        if (config.getInt("gc", "autoPackLimit", -1) == 0) {
            return;
        }
        config.setInt("gc", null, "auto", 0);
        config.setString("gc", null, "pruneExpire", "now");
        config.setString("gc", null, "prunePackExpire", "now");
        config.setBoolean("core", null, "logAllRefUpdates", false);
        config.setInt("gc", null, "autoPackLimit", 0);
        config.save();
    }

    /** A death or a full disk may leave {@code shallow} empty or old; every later fetch would fail. */
    private static void limitToTip(Repository repository) throws IOException {
        var tip = repository.exactRef(TIP);
        if (tip == null) {
            repository.getObjectDatabase().setShallowCommits(Set.of());
            return;
        }
        try (var walk = new RevWalk(repository)) {
            limitTo(repository, walk.parseCommit(tip.getObjectId()));
        }
    }

    private static void limitTo(Repository repository, ObjectId commit) throws IOException {
        var objects = repository.getObjectDatabase();
        if (!objects.getShallowCommits().equals(Set.of(commit))) {
            objects.setShallowCommits(Set.of(commit.copy()));
        }
    }

    private int packs() throws IOException {
        try (var packs = Files.newDirectoryStream(folder.resolve("objects/pack"), "*.pack")) {
            var count = 0;
            for (var _ : packs) {
                count++;
            }
            return count;
        }
    }

    private void removeLeftovers() throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (LEFTOVER.matcher(file.getFileName().toString()).matches()) {
                    Files.delete(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
