package io.gitvolumereloader.receiver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gitvolumereloader.receiver.hook.Secret;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretFilesTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(textBlock = """
            's',       's'
            's\\n',     's'
            's\\r\\n',   's'
            's\\n\\n',   's\\n'
            's\\r',     's\\r'
            ' s ',     ' s '
            """)
    void oneLineEndIsNotPartOfTheSecret(String file, String secret) throws IOException {
        write("github", file.translateEscapes());
        assertThat(read()).isEqualTo(Map.of("github", List.of(secret(secret.translateEscapes()))));
    }

    @Test
    void aProviderMayHaveSeveral() throws IOException {
        write("github", "one");
        write("github.new", "two");
        write("github.team.b", "three");
        assertThat(read().get("github")).containsExactly(secret("one"), secret("two"), secret("three"));
    }

    @Test
    void otherFilesAndFoldersAreNotOurs() throws IOException {
        write("github", "one");
        write("README", "two");
        write("githubber", "three");
        Files.createDirectory(folder.resolve("github.d"));
        assertThat(read()).isEqualTo(Map.of("github", List.of(secret("one"))));
    }

    @Test
    void kubeletsLinksAreFollowedAndItsFoldersSkipped() throws IOException {
        var data = Files.createDirectory(folder.resolve("..2026_11_20"));
        Files.writeString(data.resolve("github"), "one");
        Files.createSymbolicLink(folder.resolve("..data"), Path.of("..2026_11_20"));
        Files.createSymbolicLink(folder.resolve("github"), Path.of("..data", "github"));
        assertThat(read()).isEqualTo(Map.of("github", List.of(secret("one"))));
    }

    @Test
    void anEmptyFolderIsRefusedAndTheMessageSaysWhatToDo() {
        assertThatThrownBy(this::read)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(folder.toString())
                .hasMessageContaining("receiver.secrets")
                .hasMessageContaining("called github");
    }

    @Test
    void aMissingFolderIsRefused() {
        assertThatThrownBy(() -> new SecretFiles(folder.resolve("none"), Set.of("github")).read())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("set receiver.secrets to a folder")
                .hasNoCause();
    }

    @ParameterizedTest
    @CsvSource({"''", "'\\n'", "'\\r\\n'"})
    void anEmptySecretIsRefused(String file) throws IOException {
        write("github", file.translateEscapes());
        assertThatThrownBy(this::read)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("is empty");
    }

    @Test
    void aLargeFileIsNoSecretAndIsNotQuoted() throws IOException {
        write("github", "x".repeat(5000));
        assertThatThrownBy(this::read)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("4096")
                .hasMessageNotContaining("xxx");
    }

    private Map<String, List<Secret>> read() {
        return new SecretFiles(folder, Set.of("github")).read();
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private static Secret secret(String text) {
        return new Secret(text.getBytes(UTF_8));
    }
}
