package io.gitvolumereloader.agent.git;

import io.gitvolumereloader.agent.sync.CommitId;
import java.io.IOException;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.jspecify.annotations.Nullable;

/**
 * The two revisions that a store keeps, what was fetched last and what the volume shows, each by a ref of its own. The
 * history of both ends with them. Used by one thread at a time.
 */
final class Kept {
    private static final String FETCHED = "refs/sync/head";
    private static final String SHOWN = "refs/sync/shown";
    private static final Set<RefUpdate.Result> STORED = EnumSet.of(
            RefUpdate.Result.NEW, RefUpdate.Result.FORCED, RefUpdate.Result.FAST_FORWARD, RefUpdate.Result.NO_CHANGE);

    private final Repository repository;
    private @Nullable ObjectId fetched;
    private @Nullable ObjectId shown;

    /** Those of {@code repository}; a death or a full disk may have left its list of shallow commits empty or old. */
    Kept(Repository repository) throws IOException {
        this.repository = repository;
        this.fetched = read(FETCHED);
        this.shown = read(SHOWN);
        if (shown != null && !isThere(shown)) {
            remove(SHOWN);
            shown = null;
        }
        limitHistory();
    }

    @Nullable ObjectId fetched() {
        return fetched;
    }

    /** Both of them, or the one that there is. */
    Set<ObjectId> all() {
        var all = new HashSet<ObjectId>();
        if (fetched != null) {
            all.add(fetched);
        }
        if (shown != null) {
            all.add(shown);
        }
        return all;
    }

    void fetched(ObjectId object) throws IOException {
        write(FETCHED, object);
        fetched = object.copy();
        limitHistory();
    }

    /** Forgets what was shown before; {@code commit} is kept if it is there. */
    void shown(@Nullable CommitId commit) throws IOException {
        var next = commit == null ? null : ObjectId.fromString(commit.hex());
        if (next == null ? shown == null || fetched == null : next.equals(shown) || !isThere(next)) {
            return;
        }
        if (next == null) {
            remove(SHOWN);
        } else {
            write(SHOWN, next);
        }
        shown = next;
        limitHistory();
    }

    private boolean isThere(ObjectId commit) throws IOException {
        try (var walk = new RevWalk(repository)) {
            walk.parseCommit(commit);
            return true;
        } catch (MissingObjectException _) {
            return false;
        }
    }

    private void limitHistory() throws IOException {
        if (knownEnds() == null) {
            // Not even a commit can be read until there is a list that can.
            repository.getObjectDatabase().setShallowCommits(Set.of());
        }
        var ends = new HashSet<ObjectId>();
        try (var walk = new RevWalk(repository)) {
            if (fetched != null) {
                ends.add(walk.parseCommit(fetched).copy());
            }
            if (shown != null) {
                ends.add(shown);
            }
        }
        if (!ends.equals(knownEnds())) {
            repository.getObjectDatabase().setShallowCommits(ends);
        }
    }

    /** Null where the list can't be read, and has to be written anew. */
    private @Nullable Set<ObjectId> knownEnds() {
        try {
            return repository.getObjectDatabase().getShallowCommits();
        } catch (IOException _) {
            return null;
        }
    }

    private @Nullable ObjectId read(String name) throws IOException {
        var ref = repository.exactRef(name);
        return ref == null ? null : ref.getObjectId();
    }

    private void write(String name, ObjectId object) throws IOException {
        var update = repository.updateRef(name);
        update.setNewObjectId(object);
        update.setForceUpdate(true);
        update.disableRefLog();
        check(name, update.update());
    }

    private void remove(String name) throws IOException {
        var update = repository.updateRef(name);
        update.setForceUpdate(true);
        check(name, update.delete());
    }

    /** JGit tells only by a result that a ref stays as it was. */
    private static void check(String name, RefUpdate.Result result) throws IOException {
        if (!STORED.contains(result)) {
            throw new IOException("ref " + name + " could not be written: " + result);
        }
    }
}
