package io.gitvolumereloader.receiver;

import static io.gitvolumereloader.receiver.Answers.report;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gitvolumereloader.receiver.provider.Fixture;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The hook of docs/providers.md, as it stands there, in a real repository: needs git, curl and openssl. */
@QuarkusTest
@SuppressWarnings("NullAway.Init") // Quarkus and JUnit fill the fields
@QuarkusTestResource(Cluster.class)
class PostReceiveHookTest {
    private static final String REPOSITORY = "https://git.example.com/docs/hooked.git";
    private static final Pattern HOOK = Pattern.compile("```sh\n(#!/bin/sh\nwhile read .*?)```", Pattern.DOTALL);

    @TestHTTPResource("/")
    URI root;

    @TempDir
    Path folder;

    Cluster cluster;

    @BeforeEach
    void aBareRepositoryWithTheHook() throws IOException, InterruptedException {
        cluster.secret("generic", FixtureSender.secret("generic"));
        await().untilAsserted(() -> report(new FixtureSender(root).send(Fixture.of("generic", "create")), 200));
        Files.writeString(folder.resolve("secret"), FixtureSender.secret("generic") + "\n");
        git("init", "-q", "--bare", "-b", "main", "bare");
        git("-C", "bare", "config", "volumereloader.repository", REPOSITORY);
        git(
                "-C",
                "bare",
                "config",
                "volumereloader.secret",
                folder.resolve("secret").toString());
        git(
                "-C",
                "bare",
                "config",
                "volumereloader.receiver",
                root.resolve("generic").toString());
        var hook = folder.resolve("bare/hooks/post-receive");
        Files.createDirectories(folder.resolve("bare/hooks"));
        Files.writeString(hook, hookOfTheDocs());
        assertThat(hook.toFile().setExecutable(true)).isTrue();
        git("init", "-q", "-b", "main", "work");
        git("-C", "work", "commit", "-q", "--allow-empty", "-m", "first");
    }

    @Test
    void aPushOfSeveralRefsIsToldRefByRefAndWhoPushesSeesTheAnswers() throws IOException, InterruptedException {
        cluster.pod("hooked-branch", "git@git.example.com:docs/hooked", "refs/heads/main");
        cluster.pod("hooked-tag", "git@git.example.com:docs/hooked", "refs/tags/main");
        git("-C", "work", "tag", "-a", "-m", "a tag called like the branch", "main");
        var commit = git("-C", "work", "rev-parse", "refs/heads/main").strip();
        var tag = git("-C", "work", "rev-parse", "refs/tags/main").strip();
        var seen = git("-C", "work", "push", "-q", "../bare", "refs/heads/main", "refs/tags/main");
        assertThat(seen.split("\"status\":\"accepted\"", -1)).as(seen).hasSize(3);
        assertThat(cluster.push("hooked-branch"))
                .startsWith("{\"ref\":\"refs/heads/main\",\"after\":\"" + commit + "\",\"delivery\":\"generic/");
        assertThat(cluster.push("hooked-tag")).startsWith("{\"ref\":\"refs/tags/main\",\"after\":\"" + tag + '"');
        git("-C", "work", "push", "-q", "../bare", ":refs/tags/main");
        assertThat(cluster.push("hooked-tag")).startsWith("{\"ref\":\"refs/tags/main\",\"before\":\"" + tag + '"');
    }

    private static String hookOfTheDocs() throws IOException {
        var hook = HOOK.matcher(Files.readString(Path.of("..", "docs", "providers.md")));
        assertThat(hook.find()).as("docs/providers.md has the hook").isTrue();
        return hook.group(1);
    }

    /** What git prints, on either of its outputs. */
    private String git(String... arguments) throws IOException, InterruptedException {
        var identity = List.of("git", "-c", "user.name=Ada", "-c", "user.email=ada@example.com");
        var command = Stream.concat(identity.stream(), Stream.of(arguments)).toList();
        var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("GIT_CONFIG_NOSYSTEM", "1");
        builder.environment().put("HOME", folder.toString());
        var process = builder.start();
        var output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
