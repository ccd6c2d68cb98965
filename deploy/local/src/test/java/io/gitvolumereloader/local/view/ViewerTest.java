package io.gitvolumereloader.local.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ViewerTest {
    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    private Viewer viewer;

    @BeforeEach
    void startWithOneVolume() throws IOException {
        Files.writeString(folder.resolve("outside.txt"), "private");
        var volume = Files.createDirectory(folder.resolve("volume"));
        Files.writeString(volume.resolve("README.md"), "# Hello");
        Files.createDirectory(volume.resolve("with blank"));
        Files.writeString(volume.resolve("with blank/Größe.md"), "large");
        Files.createSymbolicLink(volume.resolve("inside"), Path.of("README.md"));
        Files.createSymbolicLink(volume.resolve("leak"), Path.of("../outside.txt"));
        Files.createSymbolicLink(volume.resolve("leaks"), folder);
        var status = new ObjectMapper().readTree("{\"published\":{\"commit\":\"abc\"}}");
        viewer = Viewer.start(List.of(new Volume("docs-0", volume, () -> status), new Volume("docs-1", folder, () -> {
            throw new IllegalStateException("does not answer");
        })));
    }

    @AfterEach
    void close() {
        viewer.close();
        client.close();
    }

    @Test
    void pageShowsAllVolumes() throws Exception {
        assertThat(get("/").body()).contains("/volumes.json");
    }

    @Test
    void statesTellCommitAndReadme() throws Exception {
        var state = new ObjectMapper().readTree(get("/volumes.json").body()).get(0);

        assertThat(state.at("/name").asText()).isEqualTo("docs-0");
        assertThat(state.at("/status/published/commit").asText()).isEqualTo("abc");
        assertThat(state.at("/readme").asText()).isEqualTo("# Hello");
    }

    @Test
    void agentThatDoesNotAnswerIsTroubleAndNoFailure() throws Exception {
        var state = new ObjectMapper().readTree(get("/volumes.json").body()).get(1);

        assertThat(state.at("/trouble").asText()).isEqualTo("does not answer");
    }

    @Test
    void folderListsLinksThatWork() throws Exception {
        assertThat(get("/docs-0/with%20blank/").body()).contains("href=\"./Gr%C3%B6%C3%9Fe.md\"");
        assertThat(get("/docs-0/with%20blank/Gr%C3%B6%C3%9Fe.md").body()).isEqualTo("large");
    }

    @Test
    void linkWithinTheVolumeIsFollowed() throws Exception {
        assertThat(get("/docs-0/inside").body()).isEqualTo("# Hello");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/docs-0/../outside.txt",
                "/docs-0/%2e%2e/outside.txt",
                "/docs-0/..%2foutside.txt",
                "/docs-0/%2fetc/passwd",
                "/docs-0/leak",
                "/docs-0/leaks/outside.txt",
                "/docs-0/%00"
            })
    void nothingOutsideOfTheVolumeIsServed(String path) throws Exception {
        var answer = get(path);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).doesNotContain("private");
    }

    private HttpResponse<String> get(String path) throws Exception {
        var uri = URI.create(viewer.url("") + path);
        return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }
}
