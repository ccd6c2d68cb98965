package io.gitvolumereloader.local.view;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.net.URLConnection;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** Serves the files of one volume below its name, and a list of links for each folder. */
final class VolumePages {
    private final String prefix;
    private final VolumeFiles files;

    VolumePages(Volume volume) {
        this.prefix = "/" + volume.name() + "/";
        this.files = new VolumeFiles(volume.folder());
    }

    String prefix() {
        return prefix;
    }

    void answer(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath().substring(prefix.length());
        var found = files.find(path);
        if (found.isEmpty()) {
            Answers.send(exchange, 404, "text/plain", "Nothing is at " + path + " in this volume.\n");
        } else if (Files.isDirectory(found.get())) {
            answerFolder(exchange, found.get());
        } else {
            Answers.send(exchange, 200, typeOf(found.get()), Files.readAllBytes(found.get()));
        }
    }

    private static void answerFolder(HttpExchange exchange, Path folder) throws IOException {
        var path = exchange.getRequestURI().getPath();
        if (!path.endsWith("/")) {
            var there = URI.create(exchange.getRequestURI().getRawPath() + "/");
            exchange.getResponseHeaders().add("Location", there.toString());
            Answers.send(exchange, 302, "text/plain", "");
            return;
        }
        var links = VolumeFiles.list(folder).stream()
                .map(name -> "<li><a href=\"%s\">%s</a>".formatted(link(name), escape(name)))
                .collect(Collectors.joining("\n"));
        Answers.send(exchange, 200, "text/html", """
                <!doctype html><meta charset="utf-8"><title>%1$s</title>
                <style>body{font:15px/1.5 system-ui,sans-serif;margin:1.5rem}</style>
                <h1>%1$s</h1><ul>%2$s</ul>
                """.formatted(escape(path), links));
    }

    private static String link(String name) {
        return "./" + URLEncoder.encode(name, UTF_8).replace("+", "%20").replace("%2F", "/");
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }

    private static String typeOf(Path file) {
        var name = file.getFileName().toString();
        var guess = URLConnection.guessContentTypeFromName(name);
        return guess == null || guess.startsWith("text/markdown") ? "text/plain" : guess;
    }
}
