package io.gitvolumereloader.agent.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with a kubeconfig is told by names, and never by what it holds. */
class KubeconfigTest {
    private static final String SECRET = "hunter2hunter2hunter2";
    private static final String PROPERTY = "kubeconfig";
    private static final String MASTER = "kubernetes.master";
    private static final String WANTED = "kubernetes.auth.tryKubeConfig";
    private static final String GOOD = """
            apiVersion: v1
            kind: Config
            clusters:
            - name: local
              cluster: {server: "https://127.0.0.1:6443"}
            contexts:
            - name: docs
              context: {cluster: local, user: me, namespace: docs}
            users:
            - name: me
              user: {token: %s}
            current-context: docs
            """.formatted(SECRET);

    @TempDir
    Path folder;

    /** What tests with Quarkus have set. */
    private final Map<String, String> ofOthers = new HashMap<>();

    @BeforeEach
    void forget() {
        for (var property : List.of(PROPERTY, MASTER, WANTED)) {
            Optional.ofNullable(System.clearProperty(property)).ifPresent(value -> ofOthers.put(property, value));
        }
    }

    @AfterEach
    void giveBack() {
        List.of(PROPERTY, MASTER, WANTED).forEach(System::clearProperty);
        ofOthers.forEach(System::setProperty);
    }

    @Test
    void nothingIsWrongWithAGoodOne() throws IOException {
        assertThat(complaint(file("good", GOOD))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {SECRET, "users: [{token: " + SECRET, "contexts: " + SECRET, "- " + SECRET, "\0\1\2"})
    void whatIsNoKubeconfigIsNamedAndNotQuoted(String content) throws IOException {
        var file = file("wrong", content);
        assertThat(complaint(file))
                .hasValue("The system property kubeconfig names " + file + ", which is no kubeconfig: set it to one, or"
                        + " unset it to log in with the pod's service account");
    }

    @Test
    void aMissingFileIsNamed() {
        assertThat(complaint(folder.resolve("none")).orElseThrow())
                .contains(folder.resolve("none") + ", where there is no file");
    }

    @Test
    void membersOfAListMayBeMissingOrEmpty() throws IOException {
        assertThat(complaint(folder.resolve("none"), file("empty", ""), file("good", GOOD)))
                .isEmpty();
        assertThat(complaint(folder.resolve("none"), folder.resolve("nowhere")).orElseThrow())
                .contains(folder.resolve("none") + " and " + folder.resolve("nowhere") + ", where there is no file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "kind: Config", "password: " + SECRET})
    void aCurrentContextIsNeeded(String content) throws IOException {
        var file = file("without", content);
        assertThat(complaint(file).orElseThrow()).contains(file + ", where no current-context is set");
    }

    @Test
    void theCurrentContextHasToBeThere() throws IOException {
        var file = file("other", GOOD.replace("current-context: docs", "current-context: blog"));
        assertThat(complaint(file).orElseThrow())
                .contains(file + ", where no context is called as current-context says, 'blog'");
    }

    @Test
    void nothingCanBeThereInListsThatAreNull() throws IOException {
        assertThat(complaint(file("null", "current-context: docs\ncontexts:\nclusters:\n"))
                        .orElseThrow())
                .contains("where no context is called as current-context says");
    }

    @Test
    void itsClusterHasToBeThere() throws IOException {
        var file = file("homeless", GOOD.replace("cluster: local", "cluster: remote"));
        assertThat(complaint(file).orElseThrow()).contains("the cluster of the current context 'docs' is missing");
    }

    @Test
    void whoSaysWhereTheApiServerIsNeedsNone() throws IOException {
        System.setProperty(MASTER, "https://127.0.0.1:6443");
        assertThat(complaint(folder.resolve("none"))).isEmpty();
        assertThat(complaint(file("wrong", SECRET))).isPresent();
    }

    @Test
    void whoSaysSoBySettingNeedsNoneEither() {
        System.setProperty(PROPERTY, folder.resolve("none").toString());
        assertThat(Kubeconfig.complaint(Optional.empty(), true)).isEmpty();
    }

    @Test
    void theFileThatASettingNamesIsTheOnlyOneThatCounts() throws IOException {
        System.setProperty(PROPERTY, folder.resolve("none").toString());
        assertThat(Kubeconfig.complaint(Optional.of(file("good", GOOD).toString()), false))
                .isEmpty();
        var wrong = file("wrong", SECRET);
        assertThat(Kubeconfig.complaint(Optional.of(wrong.toString()), false))
                .hasValue("quarkus.kubernetes-client.kubeconfig-file names " + wrong
                        + ", which is no kubeconfig: set it to one, or leave it out");
    }

    /** The file itself in place of its path, as it is or in one line. */
    @Test
    void whatIsNoPathIsNotQuoted() {
        for (var value : List.of(GOOD, "{\"users\": [\"" + SECRET + "\"]}", SECRET.repeat(20))) {
            System.setProperty(PROPERTY, value);
            assertThat(Kubeconfig.complaint(Optional.empty(), false))
                    .hasValue(
                            "The system property kubeconfig holds something else than paths of files: set it to one, or"
                                    + " unset it to log in with the pod's service account");
        }
    }

    @Test
    void membersOfAListAddUp() throws IOException {
        var first = file("first", "current-context: docs\n");
        var second = file("second", GOOD.replace("current-context: docs", ""));
        assertThat(complaint(first, second)).isEmpty();
    }

    @Test
    void noneCanBeMeant() {
        assertThat(complaint(Path.of("/dev/null"))).isEmpty();
    }

    @Test
    void whatNobodyReadsIsNotLookedAt() throws IOException {
        System.setProperty(WANTED, "false");
        assertThat(complaint(file("wrong", SECRET))).isEmpty();
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private static Optional<String> complaint(Path... files) {
        System.setProperty(
                PROPERTY, Stream.of(files).map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
        return Kubeconfig.complaint(Optional.empty(), false);
    }
}
