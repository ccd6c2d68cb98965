package io.gitvolumereloader.agent.git;

import io.gitvolumereloader.agent.sync.Assignment.Follow;
import io.gitvolumereloader.agent.sync.CommitId;
import io.gitvolumereloader.agent.sync.Printable;
import io.gitvolumereloader.agent.sync.Remote;
import io.gitvolumereloader.agent.sync.Revisions.DamagedStoreException;
import io.gitvolumereloader.agent.sync.Tip;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.errors.NotSupportedException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.TransportHttp;
import org.eclipse.jgit.transport.URIish;
import org.jspecify.annotations.Nullable;

/**
 * Fetches by smart HTTP into a {@link Store}: one connection that first asks for the followed ref alone, then fetches
 * one commit deep if that has moved. Used by one thread at a time.
 *
 * <p>It speaks through JGit's connection and not through its fetch command, which would ask twice, fetch tags, collect
 * garbage on its own account, and hide a ref that it could not update.
 */
public final class GitRemote implements Remote {
    private static final int LONGEST_MESSAGE = 300;

    private final Store store;
    private final Credentials credentials;
    private final Timeouts timeouts;

    /** A remote that fetches into {@code store}. */
    public GitRemote(Store store, Credentials credentials, Timeouts timeouts) {
        this.store = store;
        this.credentials = credentials;
        this.timeouts = timeouts;
    }

    @Override
    public Fetched fetch(Follow follow, @Nullable CommitId held) {
        var deadline = new Deadline(timeouts);
        try (deadline;
                var transport = open(follow, deadline)) {
            var refused = credentials.applyTo(transport, follow.repository());
            if (refused.isPresent()) {
                return failed(follow, refused.get());
            }
            return fetch(follow, held, transport, deadline);
        } catch (IOException | URISyntaxException | RuntimeException e) {
            // Whatever was lost on the disk meanwhile, the next use opens the store anew.
            store.close();
            if (deadline.isOver() || Causes.isTimeout(e)) {
                return failed(follow, deadline.explanation());
            }
            if (Causes.isDamage(e)) {
                throw new DamagedStoreException(Printable.of(String.valueOf(e.getMessage()), LONGEST_MESSAGE), e);
            }
            return failed(follow, Causes.explain(e, credentials.tokenFile() != null));
        }
    }

    @Override
    public void forget() {
        store.drop();
    }

    @Override
    public void bound(@Nullable CommitId shown) {}

    @Override
    public void tidy(@Nullable CommitId shown, BooleanSupplier wanted) {
        try {
            store.tidy();
        } catch (IOException | GitAPIException | RuntimeException e) {
            // A damaged store is fetched anew; one that only could not be written, on a full disk, is still good.
            if (Causes.isDamage(e)) {
                store.drop();
            } else {
                store.close();
            }
        }
    }

    private TransportHttp open(Follow follow, Deadline deadline) throws IOException, URISyntaxException {
        var uri = follow.repository().uri();
        var transport = Transport.open(store.repository(), new URIish(uri.toString()));
        if (!(transport instanceof TransportHttp http)) {
            transport.close();
            throw new NotSupportedException(uri.getScheme());
        }
        http.setHttpConnectionFactory(new SameOriginConnections(uri, timeouts, deadline));
        http.setDepth(1);
        return http;
    }

    private Fetched fetch(Follow follow, @Nullable CommitId held, TransportHttp transport, Deadline deadline)
            throws IOException {
        var names = follow.ref().canMean();
        try (var connection = transport.openFetch(List.of(), names.toArray(String[]::new))) {
            for (var name : names) {
                var ref = connection.getRef(name);
                var object = ref == null ? null : ref.getObjectId();
                if (ref != null && object != null) {
                    return new Fetched.Found(fetch(ref, object, held, connection, deadline));
                }
            }
        }
        return failed(follow, "the remote has no " + String.join(" and no ", names) + hint(names));
    }

    private Tip fetch(Ref ref, ObjectId object, @Nullable CommitId held, FetchConnection connection, Deadline deadline)
            throws IOException {
        var peeled = ref.getPeeledObjectId();
        if (held != null
                && (held.hex().equals(object.name())
                        || (peeled != null && held.hex().equals(peeled.name())))) {
            return new Tip(ref.getTarget().getName(), id(object), held);
        }
        connection.fetch(deadline, List.of(ref), Set.of());
        if (deadline.isCancelled()) {
            // JGit returns from a cancelled fetch as if it had succeeded.
            throw new InterruptedIOException("interrupted");
        }
        try (var walk = new RevWalk(store.repository())) {
            var commit = id(walk.parseCommit(object));
            store.keep(object, commit);
            return new Tip(ref.getTarget().getName(), id(object), commit);
        }
    }

    private static String hint(List<String> names) {
        return names.contains("HEAD")
                ? ": it is empty, or its default branch is gone. What was published before stays"
                : "; check the ref. What was published before stays";
    }

    private static Fetched failed(Follow follow, String cause) {
        return new Fetched.Failed(
                "Could not fetch " + follow.ref().name() + " of " + follow.repository() + ": " + cause + ".");
    }

    private static CommitId id(ObjectId object) {
        return new CommitId(object.name());
    }
}
