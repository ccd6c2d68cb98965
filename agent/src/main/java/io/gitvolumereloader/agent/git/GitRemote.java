package io.gitvolumereloader.agent.git;

import io.gitvolumereloader.agent.sync.Arrivals;
import io.gitvolumereloader.agent.sync.Assignment.Follow;
import io.gitvolumereloader.agent.sync.CommitId;
import io.gitvolumereloader.agent.sync.FollowedRef;
import io.gitvolumereloader.agent.sync.Printable;
import io.gitvolumereloader.agent.sync.Remote;
import io.gitvolumereloader.agent.sync.Revisions.DamagedStoreException;
import io.gitvolumereloader.agent.sync.Tip;
import java.io.IOException;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.eclipse.jgit.errors.NotSupportedException;
import org.eclipse.jgit.lib.Constants;
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
    private static final Pattern ABBREVIATED = Pattern.compile("[0-9a-fA-F]{7,39}");
    private static final String SHA_256 =
            "it is the id of a commit in a SHA-256 repository, which this version can't read;"
                    + " follow a SHA-1 repository, or write refs/heads/ before it if it is a branch";

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
    public Fetched fetch(Follow follow, @Nullable CommitId held, Arrivals arrivals) {
        var deadline = new Deadline(timeouts);
        try (deadline) {
            var known = known(follow.ref(), held);
            return known.isPresent() ? new Fetched.Found(known.get()) : ask(follow, held, deadline, arrivals);
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
    public void tidy(@Nullable CommitId shown, BooleanSupplier wanted) {
        keepSmall(() -> store.tidy(shown, wanted));
    }

    @Override
    public void bound(@Nullable CommitId shown) {
        keepSmall(() -> store.bound(shown));
    }

    /** Something that keeps the store small. */
    private interface Care {
        void run() throws IOException;
    }

    private void keepSmall(Care care) {
        try {
            care.run();
        } catch (IOException | RuntimeException e) {
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

    /** A commit never changes: one that is shown, or was fetched, need not be asked for. */
    private Optional<Tip> known(FollowedRef followed, @Nullable CommitId held) throws IOException {
        var id = followed.object().orElse(null);
        if (id == null) {
            return Optional.empty();
        }
        if (id.equals(held)) {
            return Optional.of(new Tip(id.hex(), id, id));
        }
        var fetched = store.fetched();
        return fetched != null && id.hex().equals(fetched.name())
                ? Optional.of(new Tip(id.hex(), id, Exchange.commitOf(store, fetched)))
                : Optional.empty();
    }

    private Fetched ask(Follow follow, @Nullable CommitId held, Deadline deadline, Arrivals arrivals)
            throws IOException, URISyntaxException {
        var id = follow.ref().object();
        if (id.isPresent() && id.get().hex().length() != Constants.OBJECT_ID_STRING_LENGTH) {
            return failed(follow, SHA_256);
        }
        try (var transport = open(follow, deadline)) {
            var refused = credentials.applyTo(transport, follow.repository());
            if (refused.isPresent()) {
                return failed(follow, refused.get());
            }
            if (arrivals.largest() >= 0) {
                transport.setObjectChecker(new Tap(arrivals));
            }
            var exchange = new Exchange(store, transport, deadline);
            var tip = id.isPresent() ? Optional.of(exchange.fetch(id.get())) : exchange.fetch(follow.ref(), held);
            return tip.<Fetched>map(Fetched.Found::new).orElseGet(() -> failed(follow, missing(follow.ref())));
        }
    }

    private static String missing(FollowedRef ref) {
        var names = ref.canMean();
        var missing = "the remote has no " + String.join(" and no ", names);
        if (names.contains("HEAD")) {
            return missing + ": it is empty, or its default branch is gone. What was published before stays";
        }
        return missing
                + (ABBREVIATED.matcher(ref.name()).matches()
                        ? "; if a commit is meant, write all 40 digits of its id. What was published before stays"
                        : "; check the ref. What was published before stays");
    }

    private static Fetched failed(Follow follow, String cause) {
        return new Fetched.Failed(
                "Could not fetch " + follow.ref().name() + " of " + follow.repository() + ": " + cause + ".");
    }
}
