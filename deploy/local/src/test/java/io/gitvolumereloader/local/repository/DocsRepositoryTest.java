package io.gitvolumereloader.local.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocsRepositoryTest {
    @TempDir
    private Path folder;

    @Test
    void everyPushIsDelivered() {
        var log = folder.resolve("deliveries.log");
        try (var repository = DocsRepository.start(folder.resolve("served"), folder.resolve("work"));
                var webhook = new GitHubWebhook(() -> URI.create("http://127.0.0.1:1"), "secret", log)) {
            repository.deliverBy(webhook);
            var commit = repository.commit("something");

            repository.push("HEAD:main");

            await().until(() -> Files.exists(log) && Files.readString(log).contains("refs/heads/main lost"));
            assertThat(repository.tip("main")).isEqualTo(commit);
        }
    }
}
