package io.gitvolumereloader.local.view;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A web server on a free loopback port: one page with all volumes side by side, and the files of each. */
public final class Viewer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer http;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<VolumeState> states;

    private Viewer(List<Volume> volumes) throws IOException {
        this.states = volumes.stream().map(VolumeState::new).toList();
        this.http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.setExecutor(threads);
        http.createContext("/", closing(Viewer::answerPage));
        http.createContext("/volumes.json", closing(this::answerStates));
        volumes.stream()
                .map(VolumePages::new)
                .forEach(pages -> http.createContext(pages.prefix(), closing(pages::answer)));
        http.start();
    }

    /** Starts it. */
    public static Viewer start(List<Volume> volumes) {
        try {
            return new Viewer(volumes);
        } catch (IOException e) {
            throw new UncheckedIOException("Can't start the web server that shows the volumes", e);
        }
    }

    /** A page of it. */
    public URI url(String path) {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort() + path);
    }

    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
        threads.close();
    }

    private static HttpHandler closing(HttpHandler handler) {
        return exchange -> {
            try (exchange) {
                handler.handle(exchange);
            }
        };
    }

    private static void answerPage(HttpExchange exchange) throws IOException {
        if (!exchange.getRequestURI().getPath().equals("/")) {
            Answers.send(exchange, 404, "text/plain", "There is no such page. Start at / instead.\n");
            return;
        }
        try (var page = Objects.requireNonNull(Viewer.class.getResourceAsStream("page.html"))) {
            Answers.send(exchange, 200, "text/html", page.readAllBytes());
        }
    }

    private void answerStates(HttpExchange exchange) throws IOException {
        var all = JSON.createArrayNode();
        states.forEach(state -> all.add(state.describe()));
        Answers.send(exchange, 200, "application/json", JSON.writeValueAsBytes(all));
    }
}
