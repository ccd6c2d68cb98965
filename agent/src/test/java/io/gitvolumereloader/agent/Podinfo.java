package io.gitvolumereloader.agent;

import io.gitvolumereloader.agent.testing.Git;
import io.gitvolumereloader.agent.testing.GitServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A Git server, a pod's annotations in a file, and an agent without a Kubernetes API that would poll in an hour. */
public final class Podinfo implements QuarkusTestResourceLifecycleManager {
    static Podinfo current = new Podinfo();

    private final Path scratch = scratch();
    private final GitServer server = GitServer.start(scratch.resolve("git"));
    final KubeletAnnotations annotations = new KubeletAnnotations(scratch.resolve("podinfo"));
    final Path folder = scratch.resolve("volume");
    private final Git work;

    /** Made by Quarkus, once for the tests of one profile. */
    public Podinfo() {
        server.create("docs.git");
        work = Git.cloneOf(server.url("docs.git"), scratch.resolve("work"));
        current = this;
    }

    @Override
    public Map<String, String> start() {
        push("first\n");
        annotations.put(
                "git-volume-reloader.io/repository", server.url("docs.git").toString());
        annotations.put("git-volume-reloader.io/ref", "main");
        return Map.of(
                "agent.annotations", annotations.file().toString(),
                "agent.folder", folder.toString(),
                "agent.state", scratch.resolve("state").toString(),
                "agent.poll.every", "1h");
    }

    @Override
    public void stop() {
        server.close();
    }

    /** Pushes a new {@code index.md}; returns the commit. */
    String push(String text) {
        try {
            Files.writeString(scratch.resolve("work/index.md"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        work.run("add", "--all");
        work.run("commit", "--quiet", "--message", "change");
        work.run("push", "--quiet", "origin", "HEAD:main");
        return work.run("rev-parse", "HEAD");
    }

    private static Path scratch() {
        try {
            return Files.createTempDirectory("agent");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
