package io.gitvolumereloader.local.stage;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;

/**
 * One docs pod.
 *
 * @param name of its object in the API
 * @param volume the folder that shows the repository
 * @param agent the process that fills it
 */
public record DocsPod(String name, Path volume, Service agent) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LIMIT_MILLIS = 2_000;

    /**
     * What the agent says about itself at this moment.
     *
     * @throws UncheckedIOException if it doesn't answer, within two seconds
     */
    public JsonNode status() {
        try {
            return JSON.readTree(get("/status"));
        } catch (IOException e) {
            var log = agent.program().log();
            throw new UncheckedIOException(
                    agent.process().isAlive()
                            ? "The agent of " + name + " does not say how it is; see " + log
                            : "The agent of " + name + " has ended; see " + log,
                    e);
        }
    }

    private String get(String path) throws IOException {
        URI uri = agent.process().management().resolve(path);
        var connection = uri.toURL().openConnection();
        connection.setConnectTimeout(LIMIT_MILLIS);
        connection.setReadTimeout(LIMIT_MILLIS);
        try (var input = connection.getInputStream()) {
            return new String(input.readAllBytes(), UTF_8);
        }
    }
}
