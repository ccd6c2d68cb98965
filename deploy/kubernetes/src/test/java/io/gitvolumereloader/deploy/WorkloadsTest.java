package io.gitvolumereloader.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gitvolumereloader.deploy.Manifests.Document;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pods are hardened, and what they name is there: volumes, probes, settings, flags of the JVM. */
class WorkloadsTest {
    private static final Path DOCS = Path.of("../../docs");
    private static final Pattern SETTINGS_ROW = Pattern.compile("(?m)^\\| (`[^|]*) \\|");
    private static final Pattern OURS = Pattern.compile("(RECEIVER|AGENT|QUARKUS)_");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern FLAGS = Pattern.compile("(?m)^(-X[\\s\\S]*?)^```");

    static List<Document> workloads() {
        return Manifests.workloads();
    }

    @ParameterizedTest
    @MethodSource("workloads")
    void containersMayDoNothingThatTheyNeedNot(Document workload) {
        var ofPod = workload.pod().path("securityContext");
        assertThat(Manifests.containers(workload)).isNotEmpty().allSatisfy(container -> {
            var own = container.path("securityContext");
            assertThat(own.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
            assertThat(own.path("readOnlyRootFilesystem").asBoolean()).isTrue();
            assertThat(Manifests.texts(own.at("/capabilities/drop"))).containsExactly("ALL");
            assertThat(own.at("/capabilities/add")).isEmpty();
            assertThat(either(own, ofPod, "/runAsNonRoot").asBoolean()).isTrue();
            assertThat(either(own, ofPod, "/runAsUser").asInt()).isPositive();
            assertThat(either(own, ofPod, "/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
            assertThat(container.at("/resources/limits/memory").asText()).isNotEmpty();
        });
    }

    @ParameterizedTest
    @MethodSource("workloads")
    void volumesAreMountedAndMountsAreVolumes(Document workload) {
        var mounted = Manifests.containers(workload)
                .flatMap(container -> container.path("volumeMounts").valueStream())
                .map(mount -> mount.path("name").asText())
                .collect(toSet());
        assertThat(mounted).isEqualTo(names(workload.pod().path("volumes")));
    }

    @ParameterizedTest
    @MethodSource("workloads")
    void probesAskPortsOfTheirContainer(Document workload) {
        assertThat(Manifests.containers(workload))
                .allSatisfy(container -> assertThat(probes(container))
                        .isNotEmpty()
                        .allSatisfy(
                                port -> assertThat(Manifests.ports(container)).contains(port)));
    }

    @ParameterizedTest
    @MethodSource("workloads")
    void whatIsSetIsDocumented(Document workload) {
        Manifests.containers(workload)
                .filter(container -> container.path("image").asText().startsWith("git-volume-reloader/"))
                .forEach(container -> {
                    var page = page(container.path("name").asText());
                    assertThat(names(container.path("env")))
                            .isNotEmpty()
                            .allSatisfy(name ->
                                    assertThat(known(name, page)).as(name).isTrue());
                });
    }

    @Test
    void bothOfOursHaveFlagsSomewhere() {
        assertThat(tuned())
                .extracting(container -> container.path("name").asText())
                .containsExactlyInAnyOrder("agent", "receiver");
    }

    @ParameterizedTest
    @MethodSource("tuned")
    void theJvmHasTheFlagsThatThePageRecommends(JsonNode container) {
        var recommended = FLAGS.matcher(page(container.path("name").asText()));
        assertThat(recommended.find()).isTrue();
        assertThat(jvmFlags(container))
                .containsExactly(recommended.group(1).trim().split("\\s+"));
    }

    @ParameterizedTest
    @MethodSource("tuned")
    void theJvmKnowsTheFlags(JsonNode container) throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process = new ProcessBuilder(java, "-version").redirectErrorStream(true);
        process.environment().put("JAVA_TOOL_OPTIONS", String.join(" ", jvmFlags(container)));
        var running = process.start();
        var output = new String(running.getInputStream().readAllBytes(), UTF_8);
        assertThat(running.waitFor()).as(output).isZero();
        assertThat(output).contains("-XX:TieredStopAtLevel=1").doesNotContain("warning");
    }

    /** It allows false only: https://github.com/knative/serving/blob/main/pkg/apis/serving/fieldmask.go */
    @Test
    void knativeWouldNotTakeAWordAboutTokens() {
        assertThat(Manifests.workloads().stream()
                        .filter(workload -> workload.name().endsWith("receiver"))
                        .map(workload -> workload.pod().path("automountServiceAccountToken")))
                .hasSize(2)
                .allMatch(JsonNode::isMissingNode);
    }

    /** Whoever serves strangers has no token, and the agent needs none: it reads the annotations from a file. */
    @Test
    void nobodyInTheExampleHasAToken() {
        var docs = example().pod();
        assertThat(docs.path("automountServiceAccountToken").asBoolean(true)).isFalse();
        assertThat(docs.findValues("serviceAccountToken")).isEmpty();
    }

    /** Where it looks by itself, as a whole folder: what is mounted by subPath never changes. */
    @Test
    void theAgentOfTheExampleFindsTheAnnotations() {
        var volume = example().pod().path("volumes").valueStream().filter(each -> each.has("downwardAPI"));
        assertThat(volume).singleElement().satisfies(each -> {
            assertThat(each.at("/downwardAPI/items"))
                    .hasToString("[{\"path\":\"annotations\",\"fieldRef\":{\"fieldPath\":\"metadata.annotations\"}}]");
            assertThat(Manifests.containers(example())
                            .filter(container -> container.path("name").asText().equals("agent"))
                            .flatMap(container -> container.path("volumeMounts").valueStream())
                            .filter(mount -> mount.path("name").equals(each.path("name"))))
                    .singleElement()
                    .satisfies(mount -> {
                        assertThat(page("agent"))
                                .contains("| `agent.annotations` | `"
                                        + mount.path("mountPath").asText() + "/annotations` |");
                        assertThat(mount.has("subPath")).isFalse();
                    });
        });
    }

    private static Document example() {
        return Manifests.of("Deployment").stream()
                .filter(workload -> workload.name().equals("docs"))
                .findFirst()
                .orElseThrow();
    }

    /** The containers that have flags for their JVM. */
    static List<JsonNode> tuned() {
        return Manifests.workloads().stream()
                .flatMap(Manifests::containers)
                .filter(container -> flags(container).findAny().isPresent())
                .toList();
    }

    private static String[] jvmFlags(JsonNode container) {
        return flags(container).findFirst().orElseThrow().split(" ");
    }

    private static Stream<String> flags(JsonNode container) {
        return container
                .path("env")
                .valueStream()
                .filter(each -> each.path("name").asText().equals("JAVA_TOOL_OPTIONS"))
                .map(each -> each.path("value").asText());
    }

    private static List<String> probes(JsonNode container) {
        return Stream.of("startupProbe", "readinessProbe", "livenessProbe")
                .map(container::path)
                .filter(JsonNode::isObject)
                .map(probe -> probe.findValue("port").asText())
                .toList();
    }

    private static Set<String> names(JsonNode array) {
        return array.valueStream().map(each -> each.path("name").asText()).collect(toSet());
    }

    private static JsonNode either(JsonNode own, JsonNode ofPod, String pointer) {
        return own.at(pointer).isMissingNode() ? ofPod.at(pointer) : own.at(pointer);
    }

    private static String page(String part) {
        try {
            return Files.readString(DOCS.resolve(part + ".md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A setting of ours is in the table of the page; what the system or the JVM reads is mentioned on it. */
    private static boolean known(String variable, String page) {
        return OURS.matcher(variable).lookingAt() ? settings(page).contains(variable) : page.contains(variable);
    }

    /** The names in the first column of the tables of settings, as environment variables. */
    private static Set<String> settings(String page) {
        return SETTINGS_ROW
                .matcher(page)
                .results()
                .flatMap(row -> CODE.matcher(row.group(1)).results())
                .map(code -> code.group(1).toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_"))
                .collect(toSet());
    }
}
