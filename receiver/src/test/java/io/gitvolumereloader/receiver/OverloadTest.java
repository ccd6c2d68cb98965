package io.gitvolumereloader.receiver;

import static io.gitvolumereloader.receiver.Answers.report;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Senders who take time or memory and give nothing. */
@QuarkusTest
@SuppressWarnings("NullAway.Init") // Quarkus fills the fields
@QuarkusTestResource(Cluster.class)
class OverloadTest {
    private static final int BODIES_IN_THE_BUDGET = 12;
    private static final String SIGNATURE = "X-Hub-Signature-256: sha256=" + "0".repeat(64) + "\r\n";
    private static final String HEAD = "POST /github HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";
    private static final String LARGE = HEAD + SIGNATURE + "Content-Length: 5242880\r\nExpect: 100-continue\r\n\r\n";
    private static final byte[] ALMOST_ALL = new byte[5_242_879];

    @TestHTTPResource("/github")
    URI endpoint;

    private final List<Socket> sockets = new ArrayList<>();

    @AfterEach
    void hangUp() throws IOException {
        for (var socket : sockets) {
            socket.close();
        }
    }

    @Test
    void aBodyThatTricklesInIsCutOff() throws IOException {
        var socket = connect();
        send(socket, HEAD + SIGNATURE + "Content-Length: 100\r\n\r\n{");
        var answer = new String(socket.getInputStream().readAllBytes(), US_ASCII);
        assertThat(answer).startsWith("HTTP/1.1 408").contains("application/problem+json", "Redeliver");
    }

    @Test
    void manyLargeBodiesCantUseUpTheMemory() throws IOException {
        for (var i = 0; i < BODIES_IN_THE_BUDGET; i++) {
            assertThat(firstLine(upload(ALMOST_ALL))).startsWith("HTTP/1.1 100");
        }
        await().untilAsserted(() ->
                assertThat(statusAfterContinue(upload(ALMOST_ALL))).startsWith("HTTP/1.1 503"));
        report(new GitHubSender(endpoint).signed("ping", "{}"), 200);
        hangUp();
        await().untilAsserted(() ->
                assertThat(statusAfterContinue(upload(new byte[5_242_880]))).startsWith("HTTP/1.1 401"));
    }

    @Test
    void whoAnnouncesMuchAndSendsLittleTakesNothing() throws IOException {
        for (var i = 0; i < 2 * BODIES_IN_THE_BUDGET; i++) {
            upload(new byte[1000]);
        }
        assertThat(statusAfterContinue(upload(new byte[5_242_880]))).startsWith("HTTP/1.1 401");
    }

    @Test
    void aFormTakesItsMemoryTwiceSinceItIsDecoded() throws IOException {
        var form = LARGE.replace("application/json", "application/x-www-form-urlencoded");
        for (var i = 0; i < BODIES_IN_THE_BUDGET / 2; i++) {
            assertThat(firstLine(upload(form, ALMOST_ALL))).startsWith("HTTP/1.1 100");
        }
        await().untilAsserted(() ->
                assertThat(statusAfterContinue(upload(form, ALMOST_ALL))).startsWith("HTTP/1.1 503"));
    }

    @Test
    void expectationsThatNobodyKnowsAreNotMet() throws IOException {
        var socket = connect();
        send(socket, HEAD + SIGNATURE + "Content-Length: 2\r\nExpect: miracles\r\n\r\n{}");
        assertThat(firstLine(socket)).startsWith("HTTP/1.1 417");
    }

    @Test
    void aBodyIsNotReadWhereTheHeadersProveNothing() throws IOException {
        var socket = connect();
        send(socket, HEAD + "Content-Length: 5242880\r\nExpect: 100-continue\r\n\r\n");
        assertThat(firstLine(socket)).startsWith("HTTP/1.1 401");
    }

    private Socket upload(byte[] body) throws IOException {
        return upload(LARGE, body);
    }

    private Socket upload(String head, byte[] body) throws IOException {
        var socket = connect();
        send(socket, head);
        socket.getOutputStream().write(body);
        return socket;
    }

    private static String statusAfterContinue(Socket socket) throws IOException {
        var lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
        lines.readLine();
        lines.readLine();
        return String.valueOf(lines.readLine());
    }

    private static String firstLine(Socket socket) throws IOException {
        return String.valueOf(new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII)).readLine());
    }

    private Socket connect() throws IOException {
        var socket = new Socket(endpoint.getHost(), endpoint.getPort());
        sockets.add(socket);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(US_ASCII));
        socket.getOutputStream().flush();
    }
}
