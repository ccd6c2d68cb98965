package io.gitvolumereloader.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The manifests that come out of the receiver's build fit together. */
class ReceiverManifestsTest {
    private static final String NAME = "git-volume-reloader-receiver";
    private static final Pattern BETWEEN_DOCUMENTS = Pattern.compile("(?m)^---$");

    @ParameterizedTest
    @CsvSource({"kubernetes.yml, Deployment", "knative.yml, Service"})
    void podsRunAsTheAccountThatMayListAndPatchPodsAndSeeTheSecrets(String file, String kind) throws IOException {
        var documents = read(file);

        var rules = only(documents, "Role").path("rules");
        assertThat(rules).hasSize(1);
        assertThat(texts(rules.path(0).path("resources"))).containsExactly("pods");
        assertThat(texts(rules.path(0).path("verbs"))).containsExactlyInAnyOrder("list", "patch");
        var binding = only(documents, "RoleBinding");
        assertThat(binding.at("/roleRef/name").asText()).isEqualTo(NAME);
        assertThat(binding.at("/subjects/0/name").asText()).isEqualTo(NAME);
        assertThat(only(documents, "ServiceAccount").at("/metadata/name").asText())
                .isEqualTo(NAME);

        var pod = only(documents, kind).at("/spec/template/spec");
        assertThat(pod.path("serviceAccountName").asText()).isEqualTo(NAME);
        assertThat(pod.at("/volumes/0/secret/secretName").asText()).isEqualTo("git-volume-reloader-webhooks");
        var container = pod.at("/containers/0");
        assertThat(container.path("image").asText()).startsWith("git-volume-reloader/receiver:");
        assertThat(container.at("/volumeMounts/0/mountPath").asText()).isEqualTo("/etc/git-volume-reloader/secrets");
        assertThat(container.path("env").findValuesAsText("value")).contains("/etc/git-volume-reloader/secrets");
    }

    private static List<JsonNode> read(String file) throws IOException {
        var path = Path.of("../../receiver/target/kubernetes", file);
        assertThat(path).as("written by './mvnw -pl receiver package'").exists();
        return BETWEEN_DOCUMENTS
                .splitAsStream(Files.readString(path))
                .filter(text -> !text.isBlank())
                .map(text -> Serialization.unmarshal(text, JsonNode.class))
                .toList();
    }

    private static JsonNode only(List<JsonNode> documents, String kind) {
        var found = documents.stream()
                .filter(document -> document.path("kind").asText().equals(kind))
                .toList();
        assertThat(found).as(kind).hasSize(1);
        return found.getFirst();
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asText).toList();
    }
}
