package io.gitvolumereloader.receiver;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.gitvolumereloader.receiver.hook.Delivery;
import io.gitvolumereloader.receiver.hook.Endpoint;
import io.gitvolumereloader.receiver.provider.Fixture;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Map;

/**
 * A request as text that people can read and a fuzzer can change: method and path in the first line, then headers, an
 * empty line, and the body. Any bytes at all are one.
 */
record FuzzedRequest(String method, Endpoint endpoint, Delivery delivery) {
    static FuzzedRequest of(byte[] input) {
        var method = "";
        var path = "";
        var headers = new ArrayList<Map.Entry<String, String>>();
        var begin = 0;
        for (var line = 0; begin < input.length; line++) {
            var end = end(input, begin);
            var text = new String(input, begin, end - begin, ISO_8859_1).strip();
            begin = end + 1;
            if (text.isEmpty()) {
                break;
            }
            var separator = text.indexOf(line == 0 ? " /" : ":");
            var name = separator < 0 ? text : text.substring(0, separator);
            var value = separator < 0
                    ? ""
                    : text.substring(separator + (line == 0 ? 2 : 1)).strip();
            if (line == 0) {
                method = name;
                path = value;
            } else {
                headers.add(Map.entry(name, value));
            }
        }
        var body = Arrays.copyOfRange(input, Math.min(begin, input.length), input.length);
        var endpoint = Endpoint.of(path);
        var delivery = Delivery.of(headers, body);
        return new FuzzedRequest(
                method, endpoint, endpoint.token().map(delivery::withPathToken).orElse(delivery));
    }

    /** The text of a fixture. */
    static byte[] of(Fixture fixture) {
        var folder = Path.of("src", "test", "resources", "providers", fixture.provider(), fixture.scenario());
        try {
            var request = new ByteArrayOutputStream();
            request.writeBytes(("POST " + fixture.path() + "\n").getBytes(ISO_8859_1));
            request.writeBytes(
                    Files.readString(folder.resolve("headers")).strip().getBytes(ISO_8859_1));
            request.writeBytes("\n\n".getBytes(ISO_8859_1));
            request.writeBytes(Files.readAllBytes(folder.resolve("body")));
            return request.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("the tests run in the folder of their module", e);
        }
    }

    private static int end(byte[] input, int begin) {
        var end = begin;
        while (end < input.length && input[end] != '\n') {
            end++;
        }
        return end;
    }
}
