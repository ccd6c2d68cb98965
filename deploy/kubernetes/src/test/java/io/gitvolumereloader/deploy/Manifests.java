package io.gitvolumereloader.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The YAML documents of {@code deploy/kubernetes}. */
final class Manifests {
    /** The module's own folder, where its tests run. */
    static final Path FOLDER = Path.of("");

    static final String KUSTOMIZATION = "kustomization.yaml";

    private static final Pattern BETWEEN_DOCUMENTS = Pattern.compile("(?m)^---$");
    private static final KubernetesSerialization YAML = new KubernetesSerialization(new ObjectMapper(), true);

    private Manifests() {}

    /**
     * One YAML document.
     *
     * @param file where it is
     * @param tree what it says
     */
    record Document(Path file, JsonNode tree) {
        String kind() {
            return tree.path("kind").asText();
        }

        String name() {
            return tree.at("/metadata/name").asText();
        }

        /** What is at {@code pointer}. */
        JsonNode at(String pointer) {
            return tree.at(pointer);
        }

        /** The pod that it makes; missing where it makes none. */
        JsonNode pod() {
            return tree.at("/spec/template/spec");
        }

        @Override
        public String toString() {
            return file + " " + kind() + " " + name();
        }
    }

    /** All YAML files, without those of the tests. */
    static List<Path> files() {
        try (var all = Files.walk(FOLDER)) {
            return all.filter(file -> file.toString().endsWith(".yaml"))
                    .filter(file -> !file.startsWith("src") && !file.startsWith("target"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is in {@code file}, document by document. A key that stands twice is an error. */
    static Stream<Document> in(Path file) {
        try {
            return BETWEEN_DOCUMENTS
                    .splitAsStream(Files.readString(file))
                    .filter(text -> !text.isBlank())
                    .map(text -> new Document(file, YAML.unmarshal(text, JsonNode.class)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What Kubernetes gets to see. */
    static List<Document> all() {
        return files().stream()
                .filter(file -> !file.endsWith(KUSTOMIZATION))
                .flatMap(Manifests::in)
                .toList();
    }

    static List<Document> of(String kind) {
        return all().stream().filter(document -> document.kind().equals(kind)).toList();
    }

    /** Those that make pods. */
    static List<Document> workloads() {
        return all().stream().filter(document -> document.pod().isObject()).toList();
    }

    /** The containers of a workload's pods, sidecars included. */
    static Stream<JsonNode> containers(Document workload) {
        return Stream.concat(
                workload.pod().path("initContainers").valueStream(),
                workload.pod().path("containers").valueStream());
    }

    /** Names and numbers of the ports of a container. */
    static Set<String> ports(JsonNode container) {
        return container
                .path("ports")
                .valueStream()
                .flatMap(port -> Stream.of(
                        port.path("name").asText(), port.path("containerPort").asText()))
                .collect(Collectors.toSet());
    }

    /** What {@code each} says of the elements of an array. */
    static <T> List<T> list(JsonNode array, Function<JsonNode, T> each) {
        return array.valueStream().map(each).toList();
    }

    static List<String> texts(JsonNode array) {
        return list(array, JsonNode::asText);
    }
}
