package io.gitvolumereloader.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The contract as data, the same file that the receiver's tests read. */
public final class ContractVectors {
    private ContractVectors() {}

    /** What the file holds under {@code name}. */
    public static JsonNode get(String name) {
        try {
            return new ObjectMapper()
                    .readTree(Path.of("../docs/contract-vectors.json").toFile())
                    .required(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The elements of the list under {@code name}. */
    public static Stream<JsonNode> each(String name) {
        return StreamSupport.stream(get(name).spliterator(), false);
    }
}
