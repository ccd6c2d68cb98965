package io.gitvolumereloader.agent;

import io.gitvolumereloader.agent.testing.Git;
import io.gitvolumereloader.agent.testing.GitServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A Git server that asks for a token, and the folders of one agent. */
public final class Surroundings implements QuarkusTestResourceLifecycleManager {
    static final String TOKEN = "ghp_sup3rs3cretT0ken";
    static Surroundings current = new Surroundings();

    private final Path scratch = scratch();
    final GitServer server = GitServer.start(scratch.resolve("git"));
    final Path folder = scratch.resolve("volume");
    private final Git work;

    /** Made by Quarkus, once for the tests of one profile. */
    public Surroundings() {
        server.create("docs.git");
        work = Git.cloneOf(server.url("docs.git"), scratch.resolve("work"));
        current = this;
    }

    @Override
    public Map<String, String> start() {
        push("first\n");
        server.requireToken(TOKEN);
        return Map.of(
                "agent.repository", server.url("docs.git").toString(),
                "agent.folder", folder.toString(),
                "agent.state", scratch.resolve("state").toString(),
                "agent.auth.token-file", write("token", TOKEN + "\n").toString(),
                "agent.poll.every", "100ms");
    }

    @Override
    public void stop() {
        server.close();
    }

    /** Pushes a new {@code index.md}; returns the commit. */
    String push(String text) {
        write("work/index.md", text);
        work.run("add", "--all");
        work.run("commit", "--quiet", "--message", "change");
        server.requireToken(null);
        work.run("push", "--quiet", "origin", "HEAD:main");
        server.requireToken(TOKEN);
        return work.run("rev-parse", "HEAD");
    }

    private Path write(String path, String text) {
        try {
            return Files.writeString(scratch.resolve(path), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path scratch() {
        try {
            return Files.createTempDirectory("agent");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
