package io.gitvolumereloader.local.repository;

import io.gitvolumereloader.agent.testing.Git;
import io.gitvolumereloader.agent.testing.GitServer;
import io.gitvolumereloader.agent.testing.GitServer.RefChange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * The repository that the volumes follow: a bare one that is served over HTTP, and a clone to work in.
 *
 * <p>The clone is for one thread at a time, all else for any number.
 */
public final class DocsRepository implements AutoCloseable {
    private static final String NAME = "docs.git";

    private final GitServer server;
    private final Git bare;
    private final Git work;

    private DocsRepository(GitServer server, Git bare, Git work) {
        this.server = server;
        this.bare = bare;
        this.work = work;
    }

    /**
     * Starts the server and pushes the first commit, sample documentation of some 500 pages.
     *
     * @param served where the bare repository is made
     * @param work where the clone is made
     */
    public static DocsRepository start(Path served, Path work) {
        var server = GitServer.start(served);
        try {
            var bare = new Git(server.create(NAME));
            var clone = Git.cloneOf(server.url(NAME), work);
            new SampleDocs(work).write();
            var repository = new DocsRepository(server, bare, clone);
            repository.commit("Sample documentation");
            repository.push("HEAD:main");
            return repository;
        } catch (IOException e) {
            server.close();
            throw new UncheckedIOException("Can't write sample documentation to " + work, e);
        }
    }

    /** The path of one of the sample pages, {@code number} from 0 to 499. */
    public static String page(int number) {
        return SampleDocs.page(number);
    }

    /** Where it is cloned from and pushed to. */
    public URI url() {
        return server.url(NAME);
    }

    /** The server, to stall it and to count its requests. */
    public GitServer server() {
        return server;
    }

    /** The bare repository on the server. */
    public Git bare() {
        return bare;
    }

    /** The clone to work in. */
    public Git work() {
        return work;
    }

    /** Delivers every push from now on. */
    public void deliverBy(GitHubWebhook webhook) {
        var payload = new PushPayload(bare, url());
        Consumer<RefChange> delivery = change -> webhook.pushed(change, payload);
        server.onPush(delivery);
    }

    /** The body of a delivery that announces what only the clone has yet. */
    public byte[] announcement(RefChange change) {
        return new PushPayload(work, url()).of(change);
    }

    /** Commits all that has changed in the clone, and says which commit that made. */
    public String commit(String message) {
        work.run("add", "--all");
        work.run("commit", "--quiet", "--allow-empty", "--message=" + message);
        return work.run("rev-parse", "HEAD");
    }

    /** Pushes from the clone, whatever the server has. */
    public void push(String refspec) {
        work.run("push", "--quiet", "--force", "origin", refspec);
    }

    /** The commit that a branch of the server names. */
    public String tip(String branch) {
        return bare.run("rev-parse", "refs/heads/" + branch);
    }

    @Override
    public void close() {
        server.close();
    }
}
