package io.gitvolumereloader.receiver;

import static io.gitvolumereloader.receiver.Answers.problem;
import static io.gitvolumereloader.receiver.Answers.report;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be no delivery is turned away with a word on what to do, and harms nobody. */
@QuarkusTest
@SuppressWarnings("NullAway.Init") // Quarkus fills the fields
@QuarkusTestResource(Cluster.class)
class BadRequestTest {
    private static final String SIGNATURE =
            "X-Hub-Signature-256: sha256=0000000000000000000000000000000000000000000000000000000000000000\r\n";
    private static final int TOO_MUCH = 26 * 1024 * 1024;

    @TestHTTPResource("/github")
    URI endpoint;

    @TestHTTPResource("/")
    URI root;

    @AfterEach
    void aGoodDeliveryPassesAfterwards() {
        report(gitHub().signed("ping", "{}"), 200);
    }

    @Test
    void tooLargeWithContentLength() {
        var request = gitHub().request("push", new byte[TOO_MUCH]);
        var answer = gitHub().send(request);
        assertThat(problem(answer, 413).path("detail").textValue()).contains("5242880", "receiver.max-body");
        assertThat(answer.headers().firstValue("Connection")).hasValue("close");
    }

    @Test
    void tooLargeInChunks() {
        var chunks = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[TOO_MUCH]));
        var request = gitHub().request("push", new byte[0]).header("X-Hub-Signature-256", "sha256=" + "0".repeat(64));
        var answer = gitHub().send(request.POST(chunks));
        problem(answer, 413);
        assertThat(answer.headers().firstValue("Connection")).hasValue("close");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"})
    void otherMethods(String method) {
        var response = gitHub().send(HttpRequest.newBuilder(endpoint).method(method, BodyPublishers.noBody()));
        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("Allow")).hasValue("POST");
        if (!method.equals("HEAD")) {
            problem(response, 405);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "webhook",
                "gitlub",
                "github/",
                "GITHUB",
                "github/x",
                "github%2f",
                "q/health",
                "..%2f",
                "github;x=1"
            })
    void unknownPaths(String path) {
        assertThat(problem(post(root.resolve(path)), 404).path("detail").textValue())
                .contains("/github");
    }

    @Test
    void aPathThatIsNoPath() {
        problem(post(URI.create(root + "//github")), 404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/xml",
                "multipart/form-data; boundary=x",
                "json",
                "application/json5",
                ";"
            })
    void otherContentTypes(String type) {
        problem(gitHub().send(gitHub().request("push", bytes("{}")).setHeader("Content-Type", type)), 415);
    }

    @Test
    void noContentType() {
        problem(gitHub().send(HttpRequest.newBuilder(endpoint).POST(BodyPublishers.ofString("{}"))), 415);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate", "br", "zstd", "identity, gzip"})
    void compressedBodies(String encoding) {
        problem(gitHub().send(gitHub().request("push", bytes("{}")).header("Content-Encoding", encoding)), 415);
    }

    @Test
    void aBugCostsOneRequestAndTellsNothing() {
        assertThat(problem(post(root.resolve("faulty")), 500).path("detail").textValue())
                .contains("log")
                .doesNotContain("a bug");
    }

    @Test
    void http2IsNotSpoken() throws IOException, InterruptedException {
        try (var client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
            var answer =
                    client.send(gitHub().request("push", bytes("{}")).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
            problem(answer, 401);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                "BREW\r\n\r\n",
                "POST /github HTTP/1.1\r\nHost: x\r\nContent-Length: nonsense\r\n\r\n",
                "POST /github HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
                "POST /github HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n" + SIGNATURE
                        + "Transfer-Encoding: chunked\r\n\r\nzz\r\n",
                "POST /github HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n" + SIGNATURE
                        + "Content-Length: 5\r\n\r\n{",
                "\u0000\u0001\u0002\r\n\r\n"
            })
    void whatIsNoHttp(String text) throws IOException {
        try (var socket = new Socket(endpoint.getHost(), endpoint.getPort())) {
            socket.getOutputStream().write(text.getBytes(UTF_8));
            socket.shutdownOutput();
            assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
                    .satisfiesAnyOf(
                            answer -> assertThat(answer).isEmpty(),
                            answer -> assertThat(answer).containsPattern("^HTTP/[12]\\.[01] (400|501) "));
        }
    }

    private HttpResponse<String> post(URI uri) {
        return gitHub().send(HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{}")));
    }

    private GitHubSender gitHub() {
        return new GitHubSender(endpoint);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
