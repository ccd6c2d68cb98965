package io.gitvolumereloader.local.bench.fanout;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.List;

/** The {@code kubectl} on the PATH. */
record Kubectl(Path kubeconfig, String namespace) {
    /** Whether there is one. */
    static boolean isThere() {
        try {
            return run(List.of("kubectl", "version", "--client")) == 0;
        } catch (IOException | InterruptedException _) {
            return false;
        }
    }

    /** Sets an annotation of all pods that carry our label. */
    void annotate(String key, String value) throws IOException, InterruptedException {
        var status = run(List.of(
                "kubectl",
                "--kubeconfig=" + kubeconfig,
                "--namespace=" + namespace,
                "annotate",
                "--overwrite",
                "pods",
                "--selector=git-volume-reloader.io/enabled=true",
                key + "=" + value));
        if (status != 0) {
            throw new IOException("kubectl annotate ended with " + status);
        }
    }

    private static int run(List<String> command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
