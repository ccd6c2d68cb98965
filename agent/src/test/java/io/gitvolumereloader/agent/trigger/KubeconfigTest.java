package io.gitvolumereloader.agent.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KubeconfigTest {
    private static final String SECRET = "8814652c9f";
    private static final String GOOD = """
            apiVersion: v1
            kind: Config
            current-context: own
            contexts: [{name: own, context: {cluster: own, user: somebody}}]
            clusters: [{name: own, cluster: {server: "https://127.0.0.1:1"}}]
            users: [{name: somebody, user: {token: "8814652c9f"}}]
            """;

    @TempDir
    Path scratch;

    @Test
    void hasNothingAgainstAGoodOne() throws IOException {
        assertThat(Kubeconfig.ofNamed(file(GOOD))).isEmpty();
        assertThat(Kubeconfig.ofDefault(Path.of(file(GOOD)))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8814652c9f\n",
                "{8814652c9f",
                "token: 8814652c9f\n",
                "[8814652c9f]",
                "kind: Config\n 8814652c9f: {\n",
                "contexts: 8814652c9f\n",
                "\t8814652c9f: [",
                "- 8814652c9f\n- b\n"
            })
    void whatIsNoneIsNamedAndNotQuoted(String text) throws IOException {
        var file = file(text);

        assertThat(Kubeconfig.ofNamed(file))
                .hasValue("KUBECONFIG names " + file + ", which is no kubeconfig: set it to one, "
                        + "or unset it to log in with the pod's service account");
        assertThat(Kubeconfig.ofDefault(Path.of(file)).orElseThrow())
                .startsWith("The kubeconfig " + file + " is no kubeconfig: ")
                .doesNotContain(SECRET);
    }

    @Test
    void anEmptyOneAndAFolderAreNone() throws IOException {
        assertThat(complaint(file("\n"))).contains(scratch.toString(), "which is empty: ");
        assertThat(complaint(scratch.toString())).contains(scratch.toString(), "which can't be read as text: ");
    }

    @Test
    void aMissingOneIsACauseOnlyWhereAllAre() throws IOException {
        var missing = scratch.resolve("missing").toString();

        assertThat(complaint(missing)).startsWith("KUBECONFIG names " + missing + ", which does not exist: ");
        assertThat(Kubeconfig.ofNamed(missing + File.pathSeparator + file(GOOD)))
                .isEmpty();
        assertThat(Kubeconfig.ofDefault(Path.of(missing))).isEmpty();
    }

    @Test
    void theCurrentContextHasToBeThere() throws IOException {
        assertThat(complaint(file(GOOD.replace("current-context: own\n", "")))).contains("has no current-context");
        assertThat(complaint(file(GOOD.replace("current-context: own", "current-context: other"))))
                .contains(scratch.toString(), "'other' is none of its contexts")
                .doesNotContain(SECRET);
    }

    @Test
    void oneFileMayNameTheContextOfAnother() throws IOException {
        var naming = file("current-context: own\nclusters: [{name: other, cluster: {}}]\n");

        assertThat(Kubeconfig.ofNamed(naming + File.pathSeparator + file(GOOD))).isEmpty();
    }

    private static String complaint(String list) {
        return Kubeconfig.ofNamed(list).orElseThrow();
    }

    private String file(String text) throws IOException {
        return Files.writeString(Files.createTempFile(scratch, "kubeconfig", ""), text)
                .toString();
    }
}
