package io.gitvolumereloader.agent.git;

import io.gitvolumereloader.agent.sync.CommitId;
import io.gitvolumereloader.agent.sync.FollowedRef;
import io.gitvolumereloader.agent.sync.Tip;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectIdRef;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.TransportHttp;
import org.jspecify.annotations.Nullable;

/** One conversation with the remote: what is followed is asked for, and fetched if that is news. Used once. */
final class Exchange {
    /** The remote has to be asked for some ref, or it lists all; Git allows no ref of this name. */
    private static final String NO_REF = "refs/..";

    private final Store store;
    private final TransportHttp transport;
    private final Deadline deadline;

    Exchange(Store store, TransportHttp transport, Deadline deadline) {
        this.store = store;
        this.transport = transport;
        this.deadline = deadline;
    }

    /** The tip of the first of these refs that the remote has; empty where it has none. */
    Optional<Tip> fetch(FollowedRef followed, @Nullable CommitId held) throws IOException {
        var names = followed.canMean();
        try (var connection = transport.openFetch(List.of(), names.toArray(String[]::new))) {
            for (var name : names) {
                var ref = connection.getRef(name);
                var object = ref == null ? null : ref.getObjectId();
                if (ref != null && object != null) {
                    return Optional.of(
                            held != null && leadsTo(ref, object, held)
                                    ? new Tip(ref.getTarget().getName(), id(object), held)
                                    : receive(ref, object, connection));
                }
            }
        }
        return Optional.empty();
    }

    /** The tip that this object, a commit or a tag of one, is of itself. */
    Tip fetch(CommitId followed) throws IOException {
        var object = ObjectId.fromString(followed.hex());
        var ref = new ObjectIdRef.Unpeeled(Ref.Storage.NETWORK, followed.hex(), object);
        try (var connection = transport.openFetch(List.of(), NO_REF)) {
            return receive(ref, object, connection);
        }
    }

    private static boolean leadsTo(Ref ref, ObjectId object, CommitId commit) {
        var peeled = ref.getPeeledObjectId();
        return commit.hex().equals((peeled == null ? object : peeled).name());
    }

    private Tip receive(Ref ref, ObjectId object, FetchConnection connection) throws IOException {
        connection.fetch(deadline, List.of(ref), Set.of());
        if (deadline.isCancelled()) {
            // JGit returns from a cancelled fetch as if it had succeeded.
            throw new InterruptedIOException("interrupted");
        }
        var commit = commitOf(store, object);
        store.keep(object);
        return new Tip(ref.getTarget().getName(), id(object), commit);
    }

    /** The commit that {@code object}, which the store has, is or leads to. */
    static CommitId commitOf(Store store, ObjectId object) throws IOException {
        try (var walk = new RevWalk(store.repository())) {
            return id(walk.parseCommit(object));
        }
    }

    private static CommitId id(ObjectId object) {
        return new CommitId(object.name());
    }
}
