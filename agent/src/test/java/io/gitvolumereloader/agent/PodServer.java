package io.gitvolumereloader.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;

/** As much of a Kubernetes API server as answers who asks for the pod {@code docs/docs-0}, on loopback. */
final class PodServer implements AutoCloseable {
    private static final String PATH = "/api/v1/namespaces/docs/pods/docs-0";

    private final HttpServer server;
    private volatile int code = 200;
    private volatile JsonObject answer;

    /** One whose pod has these annotations. */
    PodServer(Map<String, String> annotations) {
        answer = new JsonObject()
                .put("apiVersion", "v1")
                .put("kind", "Pod")
                .put(
                        "metadata",
                        new JsonObject()
                                .put("name", "docs-0")
                                .put("namespace", "docs")
                                .put("annotations", new JsonObject(Map.copyOf(annotations))));
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext(PATH, this::answer);
        server.start();
    }

    /** From now on it refuses everybody with this status. */
    void refuse(int status) {
        code = status;
        answer = new JsonObject().put("apiVersion", "v1").put("kind", "Status").put("code", status);
    }

    /** Where it listens. */
    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = answer.encode().getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(code, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
