package io.gitvolumereloader.receiver.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The files of {@code deploy/kubernetes}. */
final class Manifests {
    static final Path FOLDER = Path.of("../deploy/kubernetes");

    private Manifests() {}

    /** The objects in {@code file}. */
    static List<HasMetadata> read(KubernetesClient client, String file) {
        try (var yaml = Files.newInputStream(FOLDER.resolve(file))) {
            return client.load(yaml).items();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
