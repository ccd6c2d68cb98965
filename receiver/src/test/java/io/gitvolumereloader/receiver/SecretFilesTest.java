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
            '0123456789abcdef',       '0123456789abcdef'
            '0123456789abcdef\\n',     '0123456789abcdef'
            '0123456789abcdef\\r\\n',   '0123456789abcdef'
            '0123456789abcdef\\n\\n',   '0123456789abcdef\\n'
            '0123456789abcdef\\r',     '0123456789abcdef\\r'
            ' 0123456789abcdef ',     ' 0123456789abcdef '
            """)
    void oneLineEndIsNotPartOfTheSecret(String file, String secret) throws IOException {
        write("github", file.translateEscapes());
        assertThat(read()).isEqualTo(Map.of("github", List.of(secret(secret.translateEscapes()))));
    }

    @Test
    void aProviderMayHaveSeveral() throws IOException {
        write("github", "the secret number one");
        write("github.new", "the secret number two");
        write("github.team.b", "the secret number three");
        assertThat(read().get("github"))
                .containsExactly(
                        secret("the secret number one"),
                        secret("the secret number two"),
                        secret("the secret number three"));
    }

    @Test
    void otherFilesAndFoldersAreNotOurs() throws IOException {
        write("github", "the secret number one");
        write("README", "the secret number two");
        write("githubber", "the secret number three");
        Files.createDirectory(folder.resolve("github.d"));
        assertThat(read()).isEqualTo(Map.of("github", List.of(secret("the secret number one"))));
    }

    @Test
    void kubeletsLinksAreFollowedAndItsFoldersSkipped() throws IOException {
        var data = Files.createDirectory(folder.resolve("..2026_11_20"));
        Files.writeString(data.resolve("github"), "the secret number one");
        Files.createSymbolicLink(folder.resolve("..data"), Path.of("..2026_11_20"));
        Files.createSymbolicLink(folder.resolve("github"), Path.of("..data", "github"));
        assertThat(read()).isEqualTo(Map.of("github", List.of(secret("the secret number one"))));
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

    @Test
    void aSecretThatCanBeGuessedIsRefused() throws IOException {
        write("github", "0123456789abcde\n");
        assertThatThrownBy(this::read).hasMessageContaining("fewer than 16").hasMessageNotContaining("01234");
    }

    @Test
    void aBadFileIsReportedAndHindersNoOther() throws IOException {
        write("github", "the secret number one");
        write("github.new", "");
        var found = new SecretFiles(folder, Set.of("github")).read();
        assertThat(found.secrets()).isEqualTo(Map.of("github", List.of(secret("the secret number one"))));
        assertThat(found.faults()).singleElement().asString().contains("github.new", "is empty");
    }

    private Map<String, List<Secret>> read() {
        return new SecretFiles(folder, Set.of("github")).read().secrets();
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private static Secret secret(String text) {
        return new Secret(text.getBytes(UTF_8));
    }
}
