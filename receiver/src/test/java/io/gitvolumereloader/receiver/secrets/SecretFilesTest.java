package io.gitvolumereloader.receiver.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gitvolumereloader.receiver.hook.RepositoryPattern;
import io.gitvolumereloader.receiver.hook.Scope;
import io.gitvolumereloader.receiver.hook.Secret;
import io.gitvolumereloader.receiver.provider.GitLab;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
        assertThat(read()).isEqualTo(Map.of("github", List.of(secret("github", secret.translateEscapes()))));
    }

    @Test
    void aProviderMayHaveSeveral() throws IOException {
        write("github", "the secret number one");
        write("github.new", "the secret number two");
        write("github.team.b", "the secret number three");
        assertThat(read().get("github"))
                .containsExactly(
                        secret("github", "the secret number one"),
                        secret("github.new", "the secret number two"),
                        secret("github.team.b", "the secret number three"));
    }

    @Test
    void whereNoNameFitsThoseThatAreThereAreTold() throws IOException {
        write("githubb", "the secret number one");
        assertThatThrownBy(this::read)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("No webhook secret in " + folder)
                .hasMessageEndingWith("What is there is called like none: githubb.");
    }

    @Test
    void whatIsNoFolderIsNamed() throws IOException {
        write("github", "the secret number one");
        var file = folder.resolve("github");
        assertThatThrownBy(() -> new SecretFiles(file, List.of()).read())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("Can't reach " + file + ", the folder that receiver.secrets names"
                        + " (NotDirectoryException)");
    }

    @Test
    void otherFilesAndFoldersAreNotOursAndTheLogSaysSo() throws IOException {
        write("github", "the secret number one");
        write("README", "the secret number two");
        write("githubber", "the secret number three");
        Files.createDirectory(folder.resolve("github.d"));
        assertThat(read()).isEqualTo(Map.of("github", List.of(secret("github", "the secret number one"))));
        assertThat(files().read().remarks()).hasSize(2).first().asString().contains("README");
    }

    @Test
    void kubeletsLinksAreFollowedAndItsFoldersSkipped() {
        new KubeletVolume(folder).put("github", "the secret number one");
        assertThat(read()).isEqualTo(Map.of("github", List.of(secret("github", "the secret number one"))));
    }

    @Test
    void anEmptyFolderIsRefusedAndTheMessageSaysWhatToDo() {
        assertThatThrownBy(this::read)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(folder.toString())
                .hasMessageContaining("receiver.secrets")
                .hasMessageContaining("called like the provider (github, gitlab)");
    }

    @Test
    void aMissingFolderIsRefused() {
        assertThatThrownBy(() -> new SecretFiles(folder.resolve("none"), List.of(new SomeProvider("github"))).read())
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
    void oneBadFileSpoilsTheSetAndEachIsNamed() throws IOException {
        write("github", "the secret number one");
        write("github.new", "");
        write("gitlab", "short");
        assertThatThrownBy(this::read)
                .hasMessageContaining("file github.new is empty")
                .hasMessageContaining("file gitlab holds fewer than 16");
    }

    @Test
    void equalSecretsAreRefusedSinceNobodyCouldTellWhichOneSigned() throws IOException {
        write("github", "the secret number one");
        write("github.same", "the secret number one\n");
        assertThatThrownBy(this::read)
                .hasMessageContaining("github and github.same")
                .hasMessageNotContaining("number one");
    }

    @Test
    void differentProvidersMayHaveTheSameSecret() throws IOException {
        write("github", "the secret number one");
        write("gitlab", "the secret number one");
        assertThat(read()).containsOnlyKeys("github", "gitlab");
    }

    @Test
    void theYamlBesideThemSaysWhatEachIsGoodFor() throws IOException {
        write("team-a", "the secret number one");
        write("github", "the secret number two");
        write("secrets.yaml", """
                secrets:
                  team-a:
                    provider: gitlab
                    kind: token
                    namespaces: [a]
                    repositories: gitlab.com/team-a/**
                    options: {header: X-Token}
                """);
        var scope = new Scope(Set.of("a"), List.of(new RepositoryPattern("gitlab.com/team-a/**")));
        assertThat(read())
                .isEqualTo(Map.of(
                        "gitlab",
                        List.of(new Secret(
                                "team-a",
                                "token",
                                "the secret number one".getBytes(UTF_8),
                                scope,
                                Map.of("header", "X-Token")))));
        assertThat(files().read().remarks())
                .singleElement()
                .asString()
                .contains("github", "secrets.yaml has no entry for it");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a: {provider: github, namespaces: n, repositories: x/*}          | line 2: the folder of secrets has no file
            one: {provider: git, namespaces: n, repositories: x/*}           | line 2: no such provider; there are github, gitlab
            one: {provider: github, kind: x, namespaces: n, repositories: x/*} | line 2: no such kind; write token
            one: {provider: github, namespaces: n, repositories: x/*, options: {y: z}} | line 2: no such option
            """)
    void anEntryThatDoesNotFitIsRefused(String entry, String message) throws IOException {
        write("one", "the secret number one");
        write("secrets.yaml", "secrets:\n  " + entry + "\n");
        assertThatThrownBy(this::read).hasMessageContaining("secrets.yaml, " + message);
    }

    @Test
    void aTokenThatCountsNoMoreIsRemarked() throws IOException {
        write("gitlab.team-a", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        write("gitlab.team-b", "a plain token of another team");
        assertThat(new SecretFiles(folder, List.of(new GitLab(InstantSource.system())))
                        .read()
                        .remarks())
                .containsExactly(
                        "the secret gitlab.team-b counts no more: gitlab has a signing token beside it, and then"
                                + " every webhook has to sign with one");
    }

    @ParameterizedTest
    @ValueSource(strings = {"secrets.yml", "Secrets.yaml", "secret.yaml"})
    void whereTheYamlHasAnotherNameNoSecretIsGoodForEverything(String name) throws IOException {
        write("github", "the secret number one");
        write(name, "secrets: {github: {provider: github, namespaces: n, repositories: github.com/a/*}}");
        assertThatThrownBy(this::read)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(
                        "The file " + name + " in the folder of secrets is not read: call it secrets.yaml");
    }

    private Map<String, List<Secret>> read() {
        return files().read().byProvider();
    }

    private SecretFiles files() {
        return new SecretFiles(folder, List.of(new SomeProvider("gitlab"), new SomeProvider("github")));
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private static Secret secret(String name, String text) {
        return new Secret(name, Secret.PLAIN, text.getBytes(UTF_8), Scope.EVERYTHING, Map.of());
    }
}
