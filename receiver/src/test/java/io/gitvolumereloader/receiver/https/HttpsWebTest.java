package io.gitvolumereloader.receiver.https;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.gitvolumereloader.receiver.MadeKey;
import io.gitvolumereloader.receiver.hook.Web;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a real server, which does what servers ought not to do. */
class HttpsWebTest {
    private static final MadeKey LOCALHOST = MadeKey.rsa("CN=localhost", "-ext", "san=dns:localhost");
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final int MAX = 64 * 1024;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch end = new CountDownLatch(1);
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<HttpsServer> servers = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        end.countDown();
        servers.forEach(server -> server.stop(0));
        threads.shutdownNow();
    }

    @Test
    void anAnswerIsText() throws Exception {
        var url = serve(LOCALHOST, exchange -> answer(exchange, 200, "text".getBytes(US_ASCII)));
        assertThat(web(LOCALHOST, LONG).get(url)).isEqualTo(new Web.Got("text"));
        assertThat(asked).containsExactly("GET /a.pem?x=1");
    }

    @Test
    void aRedirectIsNotFollowed() throws Exception {
        var url = serve(LOCALHOST, exchange -> {
            exchange.getResponseHeaders().add("Location", "/elsewhere");
            answer(exchange, 302, new byte[0]);
        });
        assertThat(web(LOCALHOST, LONG).get(url)).isEqualTo(new Web.Failed("the answer was 302, and not 200"));
        assertThat(asked).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 403, 404, 500, 503})
    void anythingButOkIsNoAnswer(int status) throws Exception {
        var url = serve(LOCALHOST, exchange -> answer(exchange, status, "text".getBytes(US_ASCII)));
        assertThat(web(LOCALHOST, LONG).get(url))
                .isEqualTo(new Web.Failed("the answer was " + status + ", and not 200"));
    }

    @Test
    void aBodyHasALimit() throws Exception {
        var fits = serve(LOCALHOST, exchange -> answer(exchange, 200, new byte[MAX]));
        assertThat(web(LOCALHOST, LONG).get(fits)).isInstanceOf(Web.Got.class);
        var tooLarge = serve(LOCALHOST, exchange -> answer(exchange, 200, new byte[MAX + 1]));
        assertThat(web(LOCALHOST, LONG).get(tooLarge)).isInstanceOf(Web.Failed.class);
    }

    @Test
    void aBodyWithoutEndIsNotReadToItsEnd() throws Exception {
        var url = serve(LOCALHOST, exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (var out = exchange.getResponseBody()) {
                while (true) {
                    out.write(new byte[1024]);
                }
            }
        });
        assertThat(web(LOCALHOST, LONG).get(url)).isInstanceOf(Web.Failed.class);
    }

    @Test
    void anAnswerThatDoesNotComeIsNotWaitedFor() throws Exception {
        var url = serve(LOCALHOST, _ -> await());
        assertThat(web(LOCALHOST, Duration.ofMillis(200)).get(url))
                .isInstanceOfSatisfying(
                        Web.Failed.class, failed -> assertThat(failed.reason()).contains("no answer within 200 ms"));
    }

    @Test
    void norIsTheRestOfABody() throws Exception {
        var url = serve(LOCALHOST, exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write('x');
            exchange.getResponseBody().flush();
            await();
        });
        assertThat(web(LOCALHOST, Duration.ofSeconds(1)).get(url))
                .isInstanceOfSatisfying(
                        Web.Failed.class, failed -> assertThat(failed.reason()).contains("no answer within 1000 ms"));
    }

    @Test
    void fourAreAskedAtATime() throws Exception {
        var arrived = new CountDownLatch(4);
        var url = serve(LOCALHOST, exchange -> {
            arrived.countDown();
            await();
            answer(exchange, 200, new byte[0]);
        });
        var web = web(LOCALHOST, LONG);
        var waiting = IntStream.range(0, 4)
                .mapToObj(_ -> threads.submit(() -> web.get(url)))
                .toList();
        arrived.await();
        assertThat(web.get(url)).isEqualTo(new Web.Failed("too many questions at a time"));
        end.countDown();
        for (var one : waiting) {
            assertThat(one.get()).isInstanceOf(Web.Got.class);
        }
        assertThat(web.get(url)).isInstanceOf(Web.Got.class);
    }

    @Test
    void aServerThatNobodyVouchesForIsNotAsked() throws Exception {
        var url = serve(LOCALHOST, exchange -> answer(exchange, 200, new byte[0]));
        assertThat(new HttpsWeb(HttpClient::newBuilder, LONG).get(url))
                .isEqualTo(new Web.Failed("no answer (SSLHandshakeException)"));
        assertThat(asked).isEmpty();
    }

    @Test
    void aServerOfAnotherNameIsNotAsked() throws Exception {
        var other = MadeKey.rsa("CN=example.com", "-ext", "san=dns:example.com");
        var url = serve(other, exchange -> answer(exchange, 200, new byte[0]));
        assertThat(web(other, LONG).get(url)).isEqualTo(new Web.Failed("no answer (SSLHandshakeException)"));
        assertThat(asked).isEmpty();
    }

    @Test
    void aServerWhoseCertificateIsExpiredIsNotAsked() throws Exception {
        var expired =
                MadeKey.byAuthority("CN=localhost", "-ext", "san=dns:localhost", "-startdate", "-9d", "-validity", "1");
        var url = serve(expired, exchange -> answer(exchange, 200, new byte[0]));
        assertThat(web(expired, LONG).get(url)).isEqualTo(new Web.Failed("no answer (SSLHandshakeException)"));
        assertThat(asked).isEmpty();
    }

    @Test
    void anAuthorityMayVouch() throws Exception {
        var good = MadeKey.byAuthority("CN=localhost", "-ext", "san=dns:localhost");
        var url = serve(good, exchange -> answer(exchange, 200, "text".getBytes(US_ASCII)));
        assertThat(web(good, LONG).get(url)).isEqualTo(new Web.Got("text"));
    }

    @Test
    void whereNobodyListensNobodyAnswers() throws Exception {
        var url = serve(LOCALHOST, exchange -> answer(exchange, 200, new byte[0]));
        servers.forEach(server -> server.stop(0));
        assertThat(web(LOCALHOST, LONG).get(url)).isEqualTo(new Web.Failed("no answer (ConnectException)"));
    }

    @Test
    void onlyHttpsIsAsked() throws Exception {
        assertThat(web(LOCALHOST, LONG).get(URI.create("http://localhost/")))
                .isEqualTo(new Web.Failed("only https is asked"));
    }

    private URI serve(MadeKey key, HttpHandler handler) throws IOException, GeneralSecurityException {
        var server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(key.server()));
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            handler.handle(exchange);
        });
        server.start();
        servers.add(server);
        return URI.create("https://localhost:" + server.getAddress().getPort() + "/a.pem?x=1");
    }

    private static HttpsWeb web(MadeKey trusted, Duration deadline) throws GeneralSecurityException, IOException {
        var context = trusted.client();
        return new HttpsWeb(() -> HttpClient.newBuilder().sslContext(context), deadline);
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        try (var out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    private void await() {
        try {
            end.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
