package io.gitvolumereloader.local.bench.driver;

import io.gitvolumereloader.agent.EngineSettings;
import io.gitvolumereloader.agent.git.GitRemote;
import io.gitvolumereloader.agent.git.GitRevisions;
import io.gitvolumereloader.agent.git.Store;
import io.gitvolumereloader.agent.publish.Publishers;
import io.gitvolumereloader.agent.sync.Assignment;
import io.gitvolumereloader.agent.sync.Assignment.Follow;
import io.gitvolumereloader.agent.sync.CommitId;
import io.gitvolumereloader.agent.sync.FollowedRef;
import io.gitvolumereloader.agent.sync.Publisher;
import io.gitvolumereloader.agent.sync.Publisher.Published;
import io.gitvolumereloader.agent.sync.Remote.Fetched;
import io.gitvolumereloader.agent.sync.RemoteUrl;
import io.gitvolumereloader.agent.sync.RemoteUrl.Reading;
import io.gitvolumereloader.agent.sync.Revisions;
import io.gitvolumereloader.agent.sync.Sync;
import io.gitvolumereloader.agent.sync.SyncResult;
import org.jspecify.annotations.Nullable;

/**
 * The agent's engine, put together of the same parts as in the agent, so that a fetch can be timed and a publish done
 * alone. Every deed throws {@link IllegalStateException} where it fails. Used by one thread.
 */
final class DrivenEngine implements AutoCloseable {
    private static final FollowedRef BRANCH = new FollowedRef("main");

    private final Store store;
    private final Revisions revisions;
    private final TimedRemote remote;
    private final Publisher publisher;
    private final Sync sync;
    private Assignment follow = new Assignment.Unknown("no URL was told");
    private @Nullable CommitId fetched;

    DrivenEngine(EngineSettings settings) {
        store = new Store(settings.publish().state().resolve("store"));
        revisions = new GitRevisions(store, settings.selection(), settings.limits());
        remote = new TimedRemote(new GitRemote(store, settings.credentials(), settings.timeouts()));
        publisher = Publishers.of(settings.publish(), settings.limits(), revisions);
        sync = new Sync(() -> follow, remote, revisions, publisher);
    }

    /** Does what the agent's loop does from being told of a push to the push being visible. */
    void sync(String url) {
        follow = follow(url);
        sync.restore();
        switch (sync.run()) {
            case SyncResult.Updated _ -> {}
            case SyncResult.Unchanged _ -> throw new IllegalStateException("the tip was shown already");
            case SyncResult.Failed(var reason) -> throw new IllegalStateException(reason);
        }
    }

    /** The first half of a sync: the tip gets into the store. */
    void fetch(String url) {
        publisher.refusal().ifPresent(reason -> {
            throw new IllegalStateException(reason);
        });
        var shown = publisher.shown();
        var held = shown != null && revisions.has(shown) ? shown : null;
        fetched = switch (remote.fetch(follow(url), held)) {
            case Fetched.Found(var tip) -> tip.commit();
            case Fetched.Failed(var reason) -> throw new IllegalStateException(reason);
        };
    }

    /** The second half: what was fetched becomes visible. */
    void publish() {
        if (fetched == null) {
            throw new IllegalStateException("nothing was fetched");
        }
        switch (publisher.publish(fetched)) {
            case Published.Updated _ -> {}
            case Published.Unchanged() -> throw new IllegalStateException("the tip was shown already");
            case Published.Failed(var reason) -> throw new IllegalStateException(reason);
        }
    }

    /** What the agent's loop does after each sync. */
    void bound() {
        sync.bound();
    }

    /** What the agent's loop does when nobody has asked for some seconds. */
    void tidy() {
        sync.bound();
        sync.tidy(() -> false);
    }

    /** How long the last fetch took, in nanoseconds. */
    long fetchNanos() {
        return remote.lastNanos();
    }

    @Override
    public void close() {
        publisher.close();
        store.close();
    }

    private static Follow follow(String url) {
        return switch (RemoteUrl.read(url)) {
            case Reading.Usable(var usable) -> new Follow(usable, BRANCH);
            case Reading.Unusable(var reason) -> throw new IllegalStateException(url + ": " + reason);
        };
    }
}
