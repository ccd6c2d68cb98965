package io.gitvolumereloader.agent.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitBackendTest {
    private static final String PUSH_THAT_NEVER_ENDS = """
            POST /docs.git/git-receive-pack HTTP/1.1\r
            Host: localhost\r
            Content-Type: application/x-git-receive-pack-request\r
            Transfer-Encoding: chunked\r
            \r
            4\r
            00a0\r
            """;

    @TempDir
    private Path folder;

    private GitServer server;

    @BeforeEach
    void start() {
        server = GitServer.start(folder);
        server.create("docs.git");
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void noChildOutlivesItsClient() throws IOException {
        try (var _ = beginToPush()) {
            await().until(() -> children() > 0);
        }

        await().untilAsserted(() -> assertThat(children()).isZero());
    }

    @Test
    void noChildOutlivesTheServer() throws IOException {
        try (var _ = beginToPush()) {
            await().until(() -> children() > 0);

            server.close();

            await().untilAsserted(() -> assertThat(children()).isZero());
        }
    }

    private Socket beginToPush() throws IOException {
        var client = new Socket(
                InetAddress.getLoopbackAddress(), server.url("docs.git").getPort());
        client.getOutputStream().write(PUSH_THAT_NEVER_ENDS.getBytes(US_ASCII));
        return client;
    }

    private static long children() {
        return ProcessHandle.current().descendants().count();
    }
}
