package io.gitvolumereloader.receiver.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.gitvolumereloader.receiver.hook.PodMetadata;
import java.util.HashMap;
import java.util.List;

/** Reads the API server's list of pods, whole ones or their metadata only. */
final class PodList {
    private PodList() {}

    /** The pods that are not about to end. */
    static List<PodMetadata> living(JsonNode list) {
        return list.path("items")
                .valueStream()
                .map(pod -> pod.path("metadata"))
                .filter(metadata ->
                        metadata.path("deletionTimestamp").asText("").isEmpty())
                .map(PodList::metadata)
                .toList();
    }

    private static PodMetadata metadata(JsonNode metadata) {
        var annotations = new HashMap<String, String>();
        metadata.path("annotations")
                .propertyStream()
                .forEach(entry ->
                        annotations.put(entry.getKey(), entry.getValue().asText("")));
        return new PodMetadata(
                metadata.path("namespace").asText(""), metadata.path("name").asText(""), annotations);
    }
}
