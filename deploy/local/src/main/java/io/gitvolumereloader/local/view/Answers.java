package io.gitvolumereloader.local.view;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;

/** Sends whole answers. */
final class Answers {
    private static final int NO_BODY = -1;

    private Answers() {}

    static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        send(exchange, status, type, text.getBytes(UTF_8));
    }

    static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        var headers = exchange.getResponseHeaders();
        headers.add("Content-Type", type.startsWith("text/") ? type + "; charset=utf-8" : type);
        headers.add("Cache-Control", "no-store");
        exchange.sendResponseHeaders(status, body.length == 0 ? NO_BODY : body.length);
        try (var out = exchange.getResponseBody()) {
            out.write(body);
        }
    }
}
