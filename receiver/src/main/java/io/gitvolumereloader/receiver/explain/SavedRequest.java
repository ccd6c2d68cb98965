package io.gitvolumereloader.receiver.explain;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gitvolumereloader.receiver.hook.Delivery;
import io.gitvolumereloader.receiver.hook.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A request as somebody saved it.
 *
 * @param method {@code POST}, unless the file of headers says something else
 * @param path of the URL, as far as the file of headers tells; else empty
 */
record SavedRequest(String method, String path, Delivery delivery) {
    private static final long MAX_BYTES = 64L * 1024 * 1024;
    private static final Pattern REQUEST_LINE = Pattern.compile("(?<method>[A-Z]+) (?<path>\\S+)(?: HTTP/[0-9.]+)?");
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/[0-9.]+ \\d{3}.*");
    private static final Pattern HEADER = Pattern.compile("(?<name>[^:\\s][^:]*?)\\s*:(?<value>.*)");
    private static final Pattern BEFORE_PATH = Pattern.compile("[A-Za-z]+://[^/]*");

    /** A query may hold a token, and does not count. */
    private static final Pattern BEHIND_PATH = Pattern.compile("[?#].*");

    /**
     * Reads headers as lists of deliveries show them ({@code Request URL:} and {@code Request method:} among them), as
     * {@code curl -v} does, or as one JSON object.
     *
     * @throws Misuse if a file can't be read, has more than 64 MiB, or holds no headers; names the line and quotes
     *     nothing of it
     */
    static SavedRequest read(Path headers, Path body) throws Misuse {
        var text = new String(bytes(headers), UTF_8).strip();
        var reader = new Reader();
        if (text.startsWith("{")) {
            reader.json(text, headers);
        } else {
            reader.lines(text, headers);
        }
        if (reader.headers.isEmpty()) {
            throw new Misuse("The file " + headers + " holds no headers.");
        }
        var path = BEHIND_PATH.matcher(reader.path).replaceFirst("");
        return new SavedRequest(reader.method, path, Delivery.of(reader.headers, bytes(body)));
    }

    /**
     * Where it went, as a provider of this {@code name} would see it: what stands before the name may be an ingress'
     * business, and where nothing is known it is taken for granted.
     */
    Endpoint endpoint(String name) {
        var begin = (path + "/").lastIndexOf("/" + name + "/");
        return Endpoint.of(path.isEmpty() ? "/" + name : path.substring(Math.max(begin, 0)));
    }

    /** The delivery, with the token that the path has behind {@code name}. */
    Delivery deliveryTo(String name) {
        return endpoint(name).token().map(delivery::withPathToken).orElse(delivery);
    }

    /**
     * The text of a file, each byte one character of Latin-1.
     *
     * @throws Misuse if it can't be read, or has more than 64 MiB
     */
    static String text(Path file) throws Misuse {
        return new String(bytes(file), ISO_8859_1);
    }

    private static byte[] bytes(Path file) throws Misuse {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new Misuse("The file " + file + " has more than 64 MiB: no delivery is so large.");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new Misuse("Can't read the file " + file + " (" + e.getClass().getSimpleName() + ").");
        }
    }

    /** Gathers what a file of headers tells. */
    private static final class Reader {
        private final List<Map.Entry<String, String>> headers = new ArrayList<>();
        private String method = "POST";
        private String path = "";

        void json(String text, Path file) throws Misuse {
            try {
                for (var header : new ObjectMapper().readTree(text).properties()) {
                    if (!header.getValue().isValueNode()) {
                        throw new Misuse("The JSON in " + file + " is not an object of headers and their values.");
                    }
                    add(header.getKey(), header.getValue().asText());
                }
            } catch (JacksonException _) {
                throw new Misuse("The file " + file + " begins like JSON, and is none.");
            }
        }

        void lines(String text, Path file) throws Misuse {
            var number = 0;
            for (var line : text.lines().toList()) {
                number++;
                // curl -v shows what it sends behind '>', and everything else behind something else.
                if (!line.isBlank() && !line.matches("[*<{}].*")) {
                    line(line.startsWith(">") ? line.substring(1).strip() : line.strip(), file, number);
                }
            }
        }

        private void line(String line, Path file, int number) throws Misuse {
            var request = REQUEST_LINE.matcher(line);
            var header = HEADER.matcher(line);
            if (line.isEmpty() || STATUS_LINE.matcher(line).matches()) {
                return;
            }
            if (request.matches() && !request.group("method").endsWith(":")) {
                method = request.group("method");
                path = request.group("path");
            } else if (header.matches()) {
                add(header.group("name"), header.group("value").strip());
            } else {
                throw new Misuse("Line " + number + " of " + file + " is no header, 'Name: value'.");
            }
        }

        private void add(String name, String value) {
            switch (name.toLowerCase(Locale.ROOT)) {
                case "request url" -> path = BEFORE_PATH.matcher(value).replaceFirst("");
                case "request method" -> method = value.toUpperCase(Locale.ROOT);
                // As HTTP hands it over: each byte is a letter of Latin-1.
                default -> headers.add(Map.entry(name, new String(value.getBytes(UTF_8), ISO_8859_1)));
            }
        }
    }
}
