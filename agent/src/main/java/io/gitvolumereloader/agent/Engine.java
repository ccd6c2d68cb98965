package io.gitvolumereloader.agent;

import io.gitvolumereloader.agent.git.GitRemote;
import io.gitvolumereloader.agent.git.GitRevisions;
import io.gitvolumereloader.agent.git.Store;
import io.gitvolumereloader.agent.publish.Publishers;
import io.gitvolumereloader.agent.sync.Assignment;
import io.gitvolumereloader.agent.sync.Publisher;
import io.gitvolumereloader.agent.sync.Sync;

/** Store, remote and publisher of one volume, put together; the agent without all that surrounds it. */
public final class Engine implements AutoCloseable {
    private final Store store;
    private final Publisher publisher;
    private final Sync sync;

    /**
     * An engine that has not touched anything yet.
     *
     * @param source tells what to follow
     * @param step called before each step that changes the volume or the agent's books
     */
    public Engine(EngineSettings settings, Assignment.Source source, Runnable step) {
        this(settings, source, step, () -> {});
    }

    /**
     * An engine that has not touched anything yet.
     *
     * @param source tells what to follow
     * @param step called before each step that changes the volume or the agent's books
     * @param alive called while it reads; by any thread
     */
    public Engine(EngineSettings settings, Assignment.Source source, Runnable step, Runnable alive) {
        this.store = new Store(settings.publish().state().resolve("store"));
        var revisions = new GitRevisions(store, settings.selection(), settings.limits());
        this.publisher = Publishers.of(
                settings.publish(),
                settings.limits(),
                revisions,
                settings.selection().toString(),
                step,
                alive);
        var remote = new GitRemote(store, settings.credentials(), settings.timeouts());
        this.sync = new Sync(source, remote, revisions, publisher);
    }

    /** What brings the volume up to date; used by one thread at a time. */
    public Sync sync() {
        return sync;
    }

    @Override
    public void close() {
        publisher.close();
        store.close();
    }
}
