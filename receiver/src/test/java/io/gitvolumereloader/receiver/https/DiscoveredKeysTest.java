package io.gitvolumereloader.receiver.https;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.gitvolumereloader.receiver.oidc.DiscoveredKeys;
import io.gitvolumereloader.receiver.oidc.Issuer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys of an issuer that has a real server, with a certificate of its own. */
@SuppressWarnings("NullAway.Init") // filled before each test
class DiscoveredKeysTest {
    private static final String DISCOVERY = "/.well-known/openid-configuration";
    private static final String KEYS = "/keys";
    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final String KEYTOOL = "-genkeypair -alias server -keyalg EC -dname CN=localhost"
            + " -ext SAN=dns:localhost -validity 2 -storetype PKCS12 -storepass changeit";
    private static final Duration LONG = Duration.ofMinutes(1);

    @TempDir
    static Path folder;

    private static SSLContext tls;

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch end = new CountDownLatch(1);
    private HttpsServer server;

    @BeforeAll
    static void certificate() throws Exception {
        var file = folder.resolve("store.p12");
        var keytool = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        keytool.command().addAll(List.of(KEYTOOL.split(" ", -1)));
        keytool.command().addAll(List.of("-keystore", file.toString()));
        var process = keytool.redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start();
        assertThat(process.waitFor()).isZero();
        var store = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        tls = SSLContext.getInstance("TLS");
        tls.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.setExecutor(threads);
        answer(DISCOVERY, 200, discovery(issuer(), issuer() + KEYS));
        answer(KEYS, 200, Issuer.published());
        server.start();
    }

    @AfterEach
    void stop() {
        end.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void keysAreFound() throws IOException {
        var keys = keyServer(issuer(), LONG).fetch();
        assertThat(keys.issuer()).isEqualTo(issuer());
        assertThat(keys.has("rsa")).isTrue();
        assertThat(asked).containsExactly(DISCOVERY, KEYS);
    }

    @Test
    void anIssuerMayEndInASlash() throws IOException {
        answer(DISCOVERY, 200, discovery(issuer() + "/", issuer() + KEYS));
        assertThat(keyServer(issuer() + "/", LONG).fetch().has("rsa")).isTrue();
    }

    @Test
    void anotherIssuersWordDoesNotCount() {
        answer(DISCOVERY, 200, discovery("https://issuer.example.org", issuer() + KEYS));
        refuses("is of another issuer");
        assertThat(asked).doesNotContain(KEYS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://localhost:1/keys", "file:///etc/passwd", "keys", "", "https:///keys", "https://a b/"})
    void keysComeOverHttpsOnly(String url) {
        answer(DISCOVERY, 200, discovery(issuer(), url));
        refuses("names no jwks_uri of https");
    }

    @ParameterizedTest
    @ValueSource(strings = {DISCOVERY, KEYS})
    void noRedirectIsFollowed(String path) {
        server.removeContext(path);
        server.createContext(path, exchange -> {
            exchange.getResponseHeaders().add("Location", issuer() + "/elsewhere");
            send(exchange, 302, "");
        });
        answer("/elsewhere", 200, Issuer.published());
        refuses("the answer was 302");
        assertThat(asked).doesNotContain("/elsewhere");
    }

    @ParameterizedTest
    @CsvSource({DISCOVERY, KEYS})
    void moreThan64KibAreNotRead(String path) {
        answer(path, 200, " ".repeat(64 * 1024 + 1));
        refuses("no answer (");
    }

    @ParameterizedTest
    @CsvSource({DISCOVERY + ", is no JSON", KEYS + ", is no set of keys"})
    void nonsenseIsNoKey(String path, String reason) {
        for (var nonsense : List.of("", "x", "[]", "null", "{\"keys\":1}x")) {
            answer(path, 200, nonsense);
            refuses(reason);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"keys\":1}", "{\"keys\":[1]}", "{\"keys\":{}}", "{\"keys\":null}"})
    void whatHasNotTheFormOfKeysIsNone(String keys) {
        answer(KEYS, 200, keys);
        refuses("is no set of keys");
    }

    @Test
    void keysOfUnknownKindsAreLeftOut() throws IOException {
        answer(KEYS, 200, Issuer.published().replace("{\"keys\":[", "{\"keys\":[{\"kty\":\"new\",\"kid\":\"new\"},"));
        var keys = keyServer(issuer(), LONG).fetch();
        assertThat(keys.has("rsa")).isTrue();
        assertThat(keys.has("new")).isFalse();
    }

    @Test
    void aServerThatFailsIsNoIssuer() {
        answer(KEYS, 500, Issuer.published());
        refuses("/keys: the answer was 500");
    }

    @Test
    void aServerThatDoesNotAnswerIsGivenUp() {
        server.removeContext(KEYS);
        server.createContext(KEYS, exchange -> hold());
        assertThatIOException()
                .isThrownBy(keyServer(issuer(), Duration.ofMillis(1_500))::fetch)
                .withMessageContaining("no answer within");
    }

    @Test
    void oneThatNeverEndsIsGivenUpToo() {
        server.removeContext(KEYS);
        server.createContext(KEYS, exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(' ');
            exchange.getResponseBody().flush();
            hold();
        });
        assertThatIOException()
                .isThrownBy(keyServer(issuer(), Duration.ofMillis(1_500))::fetch)
                .withMessageContaining("no answer within");
    }

    @Test
    void aServerThatNobodyKnowsIsNoIssuer() {
        assertThatIOException()
                .isThrownBy(new DiscoveredKeys(issuer(), new HttpsWeb())::fetch)
                .withMessageContaining("SSLHandshakeException");
        assertThat(asked).isEmpty();
    }

    @Test
    void aServerOfAnotherNameIsNoIssuer() {
        var other = issuer().replace("localhost", "127.0.0.1");
        assertThatIOException()
                .isThrownBy(keyServer(other, LONG)::fetch)
                .withMessageContaining("SSLHandshakeException");
    }

    @Test
    void aServerThatIsDownIsNoIssuer() {
        server.stop(0);
        refuses("ConnectException");
    }

    @ParameterizedTest
    @CsvSource({
        "https://issuer.example.com, true",
        "https://issuer.example.com/, true",
        "https://issuer.example.com:8443/tenant/a, true",
        "http://issuer.example.com, false",
        "issuer.example.com, false",
        "https://, false",
        "https:///a, false",
        "https://user:password@issuer.example.com, false",
        "https://issuer.example.com?x=1, false",
        "https://issuer.example.com#x, false",
        "https://issuer example.com, false"
    })
    void anIssuerHasAUrl(String url, boolean is) {
        assertThat(DiscoveredKeys.isIssuer(url)).isEqualTo(is);
    }

    private void refuses(String reason) {
        assertThatIOException().isThrownBy(keyServer(issuer(), LONG)::fetch).withMessageContaining(reason);
    }

    private static DiscoveredKeys keyServer(String issuer, Duration deadline) {
        return new DiscoveredKeys(
                issuer, new HttpsWeb(() -> HttpClient.newBuilder().sslContext(tls), deadline));
    }

    private String issuer() {
        return "https://localhost:" + server.getAddress().getPort();
    }

    private static String discovery(String issuer, String keys) {
        return "{\"issuer\":\"%s\",\"jwks_uri\":\"%s\"}".formatted(issuer, keys);
    }

    private void answer(String path, int status, String body) {
        try {
            server.removeContext(path);
        } catch (IllegalArgumentException _) {
            // there was none
        }
        server.createContext(path, exchange -> send(exchange, status, body));
    }

    private void send(HttpExchange exchange, int status, String body) throws IOException {
        asked.add(exchange.getRequestURI().getPath());
        var bytes = body.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private void hold() {
        try {
            end.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
