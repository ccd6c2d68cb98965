package io.gitvolumereloader.agent.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.gitvolumereloader.agent.KubeletAnnotations;
import io.gitvolumereloader.agent.sync.Assignment.Follow;
import io.gitvolumereloader.agent.sync.Assignment.Unknown;
import io.gitvolumereloader.agent.sync.FollowedRef;
import io.gitvolumereloader.agent.sync.RemoteUrl;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PodAssignmentTest {
    private static final String URL = "https://git.example/docs.git";
    private static final PodKeys KEYS = PodKeys.of("");

    private final ApiServer api = new ApiServer();
    private final KubernetesClient client = api.client();

    @AfterEach
    void end() {
        client.close();
        api.close();
    }

    @Test
    void comesFromThePodsAnnotations() {
        api.createPod(Map.of(KEYS.repository(), URL, KEYS.ref(), "v1.2"));

        assertThat(of(null, null).assignment()).isEqualTo(follow("v1.2"));
    }

    @Test
    void comesFromTheAnnotationsWithItsName() {
        var theme = PodKeys.of("theme");
        api.createPod(Map.of(KEYS.repository(), "https://git.example/other", theme.repository(), URL));

        var assignment = new PodAssignment(null, null, null, ApiServer.POD, theme, () -> client);

        assertThat(assignment.assignment()).isEqualTo(follow("HEAD"));
    }

    @Test
    void aBlankRefMeansHead() {
        api.createPod(Map.of(KEYS.repository(), URL, KEYS.ref(), " "));

        assertThat(of(null, null).assignment()).isEqualTo(follow("HEAD"));
    }

    @Test
    void configurationGoesFirst() {
        api.createPod(Map.of(KEYS.repository(), "https://git.example/other", KEYS.ref(), "v1.2"));

        assertThat(of(URL, "main").assignment()).isEqualTo(follow("main"));
        assertThat(of(URL, null).assignment()).isEqualTo(follow("HEAD"));
    }

    @Test
    void aConfiguredRefGoesWithAnAnnotatedRepository() {
        api.createPod(Map.of(KEYS.repository(), URL, KEYS.ref(), "v1.2"));

        assertThat(of(null, "main").assignment()).isEqualTo(follow("main"));
    }

    @Test
    void aConfiguredRepositoryNeedsNoApi() {
        var assignment = new PodAssignment(URL, null, null, ApiServer.POD, KEYS, () -> {
            throw new AssertionError("nobody needs the API");
        });

        assertThat(assignment.assignment()).isEqualTo(follow("HEAD"));
    }

    @Test
    void saysWhatIsMissing() {
        assertThat(reason(new PodAssignment(null, null, null, null, KEYS, () -> client)))
                .contains("agent.repository", "POD_NAME", KEYS.repository());
        assertThat(reason(of(null, null))).contains("docs/docs-0", "there is none");

        api.createPod(Map.of());
        assertThat(reason(of(null, null))).contains("docs/docs-0", "no annotation " + KEYS.repository());
    }

    @Test
    void saysWhatIsWrongAndFindsItRightLater() {
        api.createPod(Map.of(KEYS.repository(), "docs"));
        var assignment = of(null, null);
        assertThat(reason(assignment)).contains("annotation " + KEYS.repository(), "not a URL");

        api.annotate(KEYS.repository(), URL);
        api.annotate(KEYS.ref(), "no good");
        assertThat(reason(assignment)).contains("annotation " + KEYS.ref(), "no such name");

        api.annotate(KEYS.ref(), "main");
        assertThat(assignment.assignment()).isEqualTo(follow("main"));
    }

    @Test
    void saysThatTheApiIsAway() {
        api.close();

        assertThat(reason(of(null, null))).contains("can't be reached", "agent.repository");
    }

    @Test
    void comesFromAFileWithoutTheApi(@TempDir Path scratch) {
        var volume = new KubeletAnnotations(scratch.resolve("podinfo"));
        var assignment = new PodAssignment(null, null, new AnnotationFile(volume.file()), ApiServer.POD, KEYS, () -> {
            throw new AssertionError("nobody needs the API");
        });
        assertThat(reason(assignment)).contains("no such file", volume.file().toString(), "agent.repository");

        volume.write("");
        assertThat(reason(assignment)).contains(volume.file().toString(), "no annotation " + KEYS.repository());

        volume.put(KEYS.repository(), URL);
        volume.put(KEYS.ref(), "v1.2");
        assertThat(assignment.assignment()).isEqualTo(follow("v1.2"));
    }

    private PodAssignment of(@Nullable String repository, @Nullable String ref) {
        return new PodAssignment(repository, ref, null, ApiServer.POD, KEYS, () -> client);
    }

    private static Follow follow(String ref) {
        return new Follow(new RemoteUrl(URI.create(URL)), new FollowedRef(ref));
    }

    private static String reason(PodAssignment assignment) {
        assertThat(assignment.assignment()).isInstanceOf(Unknown.class);
        return ((Unknown) assignment.assignment()).reason();
    }
}
