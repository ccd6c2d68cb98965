package io.gitvolumereloader.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A kubeconfig that is none ends the start with one line, in which nothing of the file stands. */
class WrongKubeconfigTest {
    private static final String SECRET = "hunter2hunter2hunter2";

    @TempDir
    Path folder;

    @Test
    void aFileThatHoldsASecretIsNotQuoted() throws Exception {
        var file = Files.writeString(folder.resolve("github"), SECRET + "\n");
        assertThat(refusal(Map.of("KUBECONFIG", file.toString())))
                .isEqualTo("Could not start: KUBECONFIG names " + file + ", which is no kubeconfig: set it to one, or"
                        + " unset it to log in with the pod's service account.\n");
    }

    @Test
    void brokenYamlAtHomeIsNotQuoted() throws Exception {
        Files.createDirectory(folder.resolve(".kube"));
        var file = Files.writeString(folder.resolve(".kube/config"), "users: [{token: " + SECRET + "\n");
        assertThat(refusal(Map.of()))
                .isEqualTo("Could not start: " + file + " is no kubeconfig: mend it, or set KUBECONFIG to one.\n");
    }

    private String refusal(Map<String, String> environment) throws Exception {
        var ended = ReceiverProcess.run(folder, environment);
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.out()).isEmpty();
        return ended.err();
    }
}
