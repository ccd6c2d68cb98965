package io.gitvolumereloader.agent;

import io.gitvolumereloader.agent.testing.BadLine;
import io.gitvolumereloader.agent.testing.Git;
import io.gitvolumereloader.agent.testing.GitServer;
import io.gitvolumereloader.agent.trigger.ScriptedApi;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/** A Git server, an API server behind a bad line, and an agent that reports and would poll in an hour. */
public final class Neighbourhood implements QuarkusTestResourceLifecycleManager {
    static Neighbourhood current = new Neighbourhood();

    private final Path scratch = scratch();
    private final GitServer server = GitServer.start(scratch.resolve("git"));
    final ScriptedApi api = new ScriptedApi();
    final BadLine line = new BadLine(api.port());
    final Path folder = scratch.resolve("volume");
    private final Git work;

    /** Made by Quarkus, once for the tests of one profile. */
    public Neighbourhood() {
        server.create("docs.git");
        work = Git.cloneOf(server.url("docs.git"), scratch.resolve("work"));
        current = this;
    }

    @Override
    public Map<String, String> start() {
        push("first\n");
        api.create("uid-1", Map.of());
        return Map.ofEntries(
                Map.entry("agent.repository", server.url("docs.git").toString()),
                Map.entry("agent.folder", folder.toString()),
                Map.entry("agent.state", scratch.resolve("state").toString()),
                Map.entry("agent.poll.every", "1h"),
                Map.entry("agent.pod.name", "docs-0"),
                Map.entry("agent.pod.namespace", "docs"),
                Map.entry("agent.watch.spread", "100ms"),
                Map.entry("agent.report", "true"),
                Map.entry("quarkus.kubernetes-client.api-server-url", "http://127.0.0.1:" + line.port()));
    }

    @Override
    public void stop() {
        line.close();
        api.close();
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

    /** Announces a push of this commit, as the receiver does. */
    void announce(String commit, String delivery) {
        api.annotate(
                "git-volume-reloader.io/push",
                "{\"ref\":\"refs/heads/main\",\"after\":\"%s\",\"delivery\":\"%s\",\"at\":\"%s\"}"
                        .formatted(commit, delivery, Instant.now()));
    }

    private static Path scratch() {
        try {
            return Files.createTempDirectory("agent");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
