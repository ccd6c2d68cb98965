package io.gitvolumereloader.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gitvolumereloader.deploy.Manifests.Document;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Kustomizations name what is there, and all of it. */
class KustomizationsTest {
    private static final ObjectMapper STRICT =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    private static final Pattern VERSION = Pattern.compile("<version>([^<]+)</version>");

    /** What of a kustomization we use; another field is an error, if only of ours. */
    private record Kustomization(
            @JsonProperty(required = true) String apiVersion,
            @JsonProperty(required = true) String kind,
            @Nullable String namespace,
            @JsonProperty(required = true) List<String> resources,
            @Nullable List<Patch> patches,
            @Nullable List<Image> images) {}

    private record Patch(JsonNode target, String patch) {}

    private record Image(String name, String newTag) {}

    static List<Path> kustomizations() {
        return Manifests.files().stream()
                .filter(file -> file.endsWith(Manifests.KUSTOMIZATION))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("kustomizations")
    void eachNamesEveryFileOfItsFolderAndNothingThatIsNotThere(Path file) throws IOException {
        var folder = folder(file);
        var named = read(file).resources().stream()
                .map(each -> folder.resolve(each).normalize())
                .toList();
        assertThat(named)
                .allSatisfy(each -> assertThat(Files.isDirectory(each) ? each.resolve(Manifests.KUSTOMIZATION) : each)
                        .isRegularFile());
        var files = named.stream().filter(Files::isRegularFile).collect(Collectors.toSet());
        assertThat(files)
                .containsExactlyInAnyOrderElementsOf(Manifests.files().stream()
                        .filter(each -> folder(each).equals(folder) && !each.equals(file))
                        .toList());
    }

    @Test
    void allAreInTheOneNamespaceAndNoManifestNamesIt() throws IOException {
        for (var root : List.of("namespaced", "example")) {
            assertThat(read(Path.of(root, Manifests.KUSTOMIZATION)).namespace()).isEqualTo("docs");
        }
        assertThat(Manifests.all())
                .allSatisfy(document ->
                        assertThat(document.at("/metadata/namespace")).isEmpty());
    }

    /** Kustomize would put a namespace on them, of which it does not know that they have none. */
    @Test
    void policiesAreOutsideOfTheNamespace() throws IOException {
        assertThat(read(Path.of(Manifests.KUSTOMIZATION)).namespace()).isNull();
        assertThat(read(Path.of(Manifests.KUSTOMIZATION)).resources()).containsExactly("namespaced", "policies");
        assertThat(read(Path.of("namespaced", Manifests.KUSTOMIZATION)).resources())
                .doesNotContain("../policies");
    }

    @Test
    void imagesHaveTheProjectsVersion() throws IOException {
        var pom = VERSION.matcher(Files.readString(Path.of("pom.xml")));
        assertThat(pom.find()).isTrue();
        var ours = Manifests.workloads().stream()
                .flatMap(KustomizationsTest::images)
                .filter(image -> image.startsWith("git-volume-reloader/"))
                .collect(Collectors.toSet());
        assertThat(ours)
                .containsExactlyInAnyOrder(
                        "git-volume-reloader/receiver:" + pom.group(1), "git-volume-reloader/agent:" + pom.group(1));
        for (var root : List.of("namespaced", "example")) {
            assertThat(read(Path.of(root, Manifests.KUSTOMIZATION)).images())
                    .isNotEmpty()
                    .allSatisfy(image -> assertThat(ours).contains(image.name() + ":" + image.newTag()));
        }
    }

    @Test
    void patchesFindWhatTheyAddTo() throws IOException {
        assertThat(read(Path.of("everywhere", Manifests.KUSTOMIZATION)).patches())
                .hasSize(2)
                .allSatisfy(patch -> assertThat(Manifests.workloads().stream()
                                .filter(workload -> workload.name()
                                                .equals(patch.target()
                                                        .path("name")
                                                        .asText())
                                        && workload.kind()
                                                .equals(patch.target()
                                                        .path("kind")
                                                        .asText())))
                        .singleElement()
                        .satisfies(workload -> assertThat(workload.at("/spec/template/spec/containers/0/env"))
                                .isNotEmpty()));
    }

    private static Stream<String> images(Document workload) {
        return Manifests.containers(workload)
                .map(container -> container.path("image").asText());
    }

    private static Path folder(Path file) {
        var folder = file.getParent();
        return folder == null ? Manifests.FOLDER : folder;
    }

    private static Kustomization read(Path file) throws IOException {
        return STRICT.treeToValue(Manifests.in(file).findFirst().orElseThrow().tree(), Kustomization.class);
    }
}
