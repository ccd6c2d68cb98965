package io.gitvolumereloader.local.bench;

import io.gitvolumereloader.agent.testing.Git;
import io.gitvolumereloader.agent.testing.GitServer;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A served repository whose commits are all prepared and packed, so that a push is nothing but a branch that moves on.
 * Used by one thread.
 */
final class History {
    private static final String PREPARED = "refs/heads/prepared";

    private final Git bare;
    private final URI url;
    private final int files;
    private final List<Integer> changes;
    private final List<String> commits;
    private int pushed;

    private History(Git bare, URI url, int files, List<Integer> changes, List<String> commits) {
        this.bare = bare;
        this.url = url;
        this.files = files;
        this.changes = changes;
        this.commits = commits;
    }

    /**
     * Makes a repository on {@code server}; its branch {@code main} is at the first commit.
     *
     * @param changes how many pages each later commit changes, in the order in which they will be pushed
     */
    static History make(GitServer server, int files, List<Integer> changes) {
        var name = "pages-" + files + ".git";
        var bare = new Git(server.create(name));
        fill(bare.folder(), files, changes);
        bare.run("repack", "-adq");
        var commits = bare.run("rev-list", "--reverse", PREPARED).lines().toList();
        var history = new History(bare, server.url(name), files, List.copyOf(changes), commits);
        history.show(0);
        return history;
    }

    /** Where it is fetched from. */
    URI url() {
        return url;
    }

    int files() {
        return files;
    }

    /** The repository on the server. */
    Git bare() {
        return bare;
    }

    /** The commit at which the branch is. */
    String tip() {
        return commits.get(pushed);
    }

    /**
     * Moves the branch to the next commit.
     *
     * @param changed how many pages that commit has to change
     * @throws IllegalStateException if the next commit is another one
     */
    void push(int changed) {
        if (pushed == changes.size() || changes.get(pushed) != changed) {
            throw new IllegalStateException(
                    "Commit " + (pushed + 1) + " of " + changes + " is not prepared to change " + changed + " pages");
        }
        show(pushed + 1);
    }

    private void show(int number) {
        pushed = number;
        bare.run("update-ref", "refs/heads/main", tip());
    }

    private static void fill(Path bare, int files, List<Integer> changes) {
        try {
            var process = new ProcessBuilder("git", "fast-import", "--quiet", "--done")
                    .directory(bare.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(bare.resolve("fast-import.log").toFile())
                    .start();
            try (var out = new BufferedOutputStream(process.getOutputStream())) {
                new CommitStream(out, PREPARED, files).write(changes);
                out.flush();
                awaitSuccess(process, bare);
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Can't fill " + bare + " by git fast-import", e);
        }
    }

    private static void awaitSuccess(Process process, Path bare) throws IOException {
        int exit = process.onExit().join().exitValue();
        if (exit != 0) {
            var log = Files.readString(bare.resolve("fast-import.log")).strip();
            throw new IllegalStateException("git fast-import failed with " + exit + " in " + bare + ": " + log);
        }
    }
}
