package io.gitvolumereloader.receiver.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An HTTP server that answers as it is told: first what is scripted, then always the same. */
final class ScriptedApiServer implements AutoCloseable {
    /** One answer. */
    @FunctionalInterface
    interface Reply {
        void to(HttpExchange exchange) throws IOException;
    }

    /** What was asked. */
    record Asked(
            String method, String path, String query, String accept, String authorization, String type, String body) {}

    private static final String BODY = "body";

    final List<Asked> asked = Collections.synchronizedList(new ArrayList<>());
    private final BlockingQueue<Reply> script = new LinkedBlockingQueue<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;
    private volatile Reply always = json(500, "{}");

    ScriptedApiServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    int port() {
        return server.getAddress().getPort();
    }

    void next(Reply reply) {
        script.add(reply);
    }

    void always(Reply reply) {
        always = reply;
    }

    static Reply json(int status, String body, String... headers) {
        return exchange -> {
            for (var i = 0; i < headers.length; i += 2) {
                exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
            }
            var bytes = body.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        };
    }

    /** A list of pods that follow a repository, or a page of it. */
    static String list(String rest, String... pods) {
        var items = Stream.of(pods).map(pod -> """
                {"metadata":{"name":"%s","namespace":"docs","managedFields":[{"a":[{}]}],"annotations":{"other":"x",\
                "git-volume-reloader.io/repository":"https://github.com/o/docs"}}}""".formatted(pod));
        return "{\"kind\":\"PartialObjectMetadataList\",\"metadata\":{\"resourceVersion\":\"1\",\"continue\":\"" + rest
                + "\"},\"items\":[" + items.collect(Collectors.joining(",")) + "]}";
    }

    /** What came with a request; its stream has been read. */
    static byte[] body(HttpExchange exchange) {
        return (byte[]) exchange.getAttribute(BODY);
    }

    /** Ends the connection without an answer. */
    static Reply cut() {
        return exchange -> {
            throw new IOException("cut on purpose");
        };
    }

    /** For replies that hold their answer back. */
    static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException _) {
            throw new InterruptedIOException();
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        var headers = exchange.getRequestHeaders();
        var body = exchange.getRequestBody().readAllBytes();
        exchange.setAttribute(BODY, body);
        asked.add(new Asked(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                String.valueOf(exchange.getRequestURI().getQuery()),
                String.valueOf(headers.getFirst("Accept")),
                String.valueOf(headers.getFirst("Authorization")),
                String.valueOf(headers.getFirst("Content-Type")),
                new String(body, UTF_8)));
        var scripted = script.poll();
        (scripted == null ? always : scripted).to(exchange);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        threads.close();
    }
}
