package io.gitvolumereloader.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every document is what its kind says, with no field that its kind does not know. */
class StrictParsingTest {
    private static final KubernetesSerialization KINDS = new KubernetesSerialization(new ObjectMapper(), true);

    /** Fabric8's classes take unknown fields aside; without that they are errors. */
    private static final ObjectMapper STRICT = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .setAnnotationIntrospector(new JacksonAnnotationIntrospector() {
                private static final long serialVersionUID = 1;

                @Override
                public Boolean hasAnySetter(Annotated member) {
                    return false;
                }
            });

    static List<Manifests.Document> documents() {
        return Manifests.all();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void nothingIsUnknown(Manifests.Document document) throws Exception {
        var kind =
                KINDS.getRegisteredKubernetesResource(document.at("/apiVersion").asText(), document.kind());
        assertThat(kind).as("a kind that is known").isNotNull();
        var read = STRICT.treeToValue(document.tree(), kind);
        assertThat(STRICT.<JsonNode>valueToTree(read).at("/metadata/name").asText())
                .isEqualTo(document.name())
                .isNotEmpty();
    }

    @Test
    void aTypingErrorWouldBeFound() {
        var deployment = Manifests.of("Deployment").getFirst().tree();
        var container = (ObjectNode) deployment.at("/spec/template/spec/containers/0");
        container.putArray("volumeMount");
        assertThatThrownBy(() -> STRICT.treeToValue(deployment, Deployment.class))
                .isInstanceOf(UnrecognizedPropertyException.class)
                .hasMessageContaining("volumeMount");
    }
}
