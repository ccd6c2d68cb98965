package io.gitvolumereloader.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of a file that is no kubeconfig. */
class RealClusterTest {
    private static final String SECRET = "8814652c13";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                SECRET,
                "a: b: " + SECRET,
                "kind: Config\nusers: [{name: " + SECRET + "}]",
                "kind: Config\ncurrent-context: other\ncontexts: [{name: mine, context: {user: " + SECRET + "}}]"
            })
    void aFileThatIsNoneIsNamedAndNotQuoted(String text) throws IOException {
        var file = Files.writeString(folder.resolve("config"), text);
        assertThatThrownBy(() -> RealCluster.connect(file))
                .hasMessageStartingWith("Can't read " + file + ", which --kubeconfig names")
                .satisfies(thrown -> {
                    for (var each = thrown; each != null; each = each.getCause()) {
                        assertThat(String.valueOf(each.getMessage())).doesNotContain(SECRET);
                    }
                });
    }
}
