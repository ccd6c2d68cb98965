package io.gitvolumereloader.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.gitvolumereloader.agent.git.Credentials;
import io.gitvolumereloader.agent.git.GitRemote;
import io.gitvolumereloader.agent.git.GitRevisions;
import io.gitvolumereloader.agent.git.Store;
import io.gitvolumereloader.agent.publish.InPlacePublisher;
import io.gitvolumereloader.agent.sync.Assignment.Follow;
import io.gitvolumereloader.agent.sync.FollowedRef;
import io.gitvolumereloader.agent.sync.RemoteUrl;
import io.gitvolumereloader.agent.sync.Sync;
import io.gitvolumereloader.agent.sync.SyncResult;
import io.gitvolumereloader.agent.testing.Git;
import io.gitvolumereloader.agent.testing.GitServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;

/** A repository on a real Git server, a clone to push from, and an agent's parts that follow it into a folder. */
final class Docs implements AutoCloseable {
    final GitServer server;
    final Git bare;
    final Git work;
    final Path folder;
    final Path state;
    private final Path scratch;
    private final Store store;
    private final InPlacePublisher publisher;
    private final Sync sync;

    /** Everything lies in {@code scratch}. */
    Docs(Path scratch) {
        this(scratch, "HEAD", false);
    }

    Docs(Path scratch, String ref, boolean adopt) {
        this.scratch = scratch;
        this.server = GitServer.start(scratch.resolve("git"));
        this.bare = new Git(server.create("docs.git"));
        this.work = Git.cloneOf(server.url("docs.git"), scratch.resolve("work"));
        this.folder = scratch.resolve("volume");
        this.state = scratch.resolve("state");
        this.store = new Store(state.resolve("store"));
        this.publisher = new InPlacePublisher(new GitRevisions(store), folder, state, adopt, () -> {});
        this.sync = sync(ref, store, publisher);
    }

    /** An agent of the same folders, as after a restart. The caller closes it with the one before. */
    Restarted restarted() throws IOException {
        stop();
        return another();
    }

    /** A second agent of the same folders. The caller closes it. */
    Restarted another() {
        var newStore = new Store(state.resolve("store"));
        var newPublisher = new InPlacePublisher(new GitRevisions(newStore), folder, state, false, () -> {});
        return new Restarted(sync("HEAD", newStore, newPublisher), newStore, newPublisher);
    }

    record Restarted(Sync sync, Store store, InPlacePublisher publisher) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            publisher.close();
            store.close();
        }
    }

    private Sync sync(String ref, Store into, InPlacePublisher by) {
        var follow = new Follow(new RemoteUrl(server.url("docs.git")), new FollowedRef(ref));
        var remote = new GitRemote(into, Credentials.NONE, Duration.ofSeconds(30));
        return new Sync(() -> follow, remote, new GitRevisions(into), by);
    }

    SyncResult sync() {
        return sync.run();
    }

    Docs write(String path, String text) throws IOException {
        var file = work.folder().resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return this;
    }

    Docs push(String message) {
        work.run("add", "--all");
        work.run("commit", "--quiet", "--allow-empty", "--message", message);
        work.run("push", "--quiet", "--force", "origin", "HEAD:main");
        return this;
    }

    /**
     * The folder holds what {@code git archive} says of {@code revision}: kinds, executable bits, contents; no more, no
     * less.
     */
    void assertShows(String revision) throws IOException {
        var tar = scratch.resolve("archive.tar");
        var expected = Files.createTempDirectory(scratch, "expected");
        bare.run("archive", "--output", tar.toString(), revision);
        run("tar", "-xf", tar.toString(), "-C", expected.toString());
        assertThat(entries(folder)).isEqualTo(entries(expected));
    }

    static SortedMap<String, String> entries(Path root) throws IOException {
        var entries = new TreeMap<String, String>();
        try (var files = Files.walk(root)) {
            for (var file : files.toList()) {
                if (!file.equals(root)) {
                    entries.put(root.relativize(file).toString(), describe(file));
                }
            }
        }
        return entries;
    }

    static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static String describe(Path file) throws IOException {
        if (Files.isSymbolicLink(file)) {
            return "link to " + Files.readSymbolicLink(file);
        }
        if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
            return "folder";
        }
        return (Files.isExecutable(file) ? "executable " : "file ")
                + new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    }

    private static void run(String... command) throws IOException {
        try {
            var process = new ProcessBuilder(command).inheritIO().start();
            assertThat(process.waitFor()).as(String.join(" ", command)).isZero();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Ends the agent's parts, not the server. */
    void stop() throws IOException {
        publisher.close();
        store.close();
    }

    @Override
    public void close() throws IOException {
        stop();
        server.close();
    }
}
