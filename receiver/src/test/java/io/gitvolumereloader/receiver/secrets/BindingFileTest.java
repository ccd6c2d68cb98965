package io.gitvolumereloader.receiver.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gitvolumereloader.receiver.hook.RepositoryPattern;
import io.gitvolumereloader.receiver.hook.Scope;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BindingFileTest {
    private static final String SECRET = "aSecretThatSomebodyPutIntoTheWrongFile";

    @Test
    void allThatAnEntryCanSay() {
        assertThat(BindingFile.parse("""
                        # what the teams may do
                        secrets:
                          one:
                            provider: generic
                            kind: token
                            namespaces:
                              - a
                              - "123"
                              - no
                            repositories: [github.com/a/*, "*"]
                            options:
                              header: X-Signature
                              prefix: ""
                          two: {provider: github, namespaces: "*", repositories: "*"}
                        """))
                .isEqualTo(Map.of(
                        "one",
                        new Binding(
                                "secrets.yaml, line 4",
                                "generic",
                                "token",
                                new Scope(
                                        Set.of("a", "123", "no"),
                                        List.of(new RepositoryPattern("github.com/a/*"), RepositoryPattern.ANY)),
                                Map.of("header", "X-Signature", "prefix", "")),
                        "two",
                        new Binding("secrets.yaml, line 14", "github", "", Scope.EVERYTHING, Map.of())));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                                                                     | secrets.yaml is empty
            'SECRET'                                                               | line 1: write key: value here
            '[SECRET]'                                                             | line 1: write key: value here
            'SECRET: x'                                                            | line 1: unknown key; known are secrets
            'secrets: SECRET'                                                      | line 1: write key: value here
            'secrets:'                                                             | line 1: write key: value here
            'secrets: {}'                                                          | line 1: secrets is empty
            'secrets:\\n  a: SECRET'                                               | line 2: write key: value here
            'secrets:\\n  a: {SECRET: x}'                                          | line 2: unknown key; known are kind, namespaces, options, provider, repositories
            'secrets:\\n  a: {secret: SECRET}'                                     | line 2: unknown key
            'secrets:\\n  a: {provider: x, namespaces: n}'                         | line 2: repositories is missing
            'secrets:\\n  a: {provider: x, repositories: h/*}'                     | line 2: namespaces is missing
            'secrets:\\n  a: {namespaces: n, repositories: h/*}'                   | line 2: provider is missing
            'secrets:\\n  a:\\n    provider: x\\n    provider: SECRET'             | line 4: that key was there before
            'secrets:\\n  a: {provider: x}\\n  a: {provider: SECRET}'              | line 3: that key was there before
            'secrets:\\n  a: {provider: [SECRET], namespaces: n, repositories: h/*}' | line 2: write a text here
            'secrets:\\n  a: {provider: !!int 12, namespaces: n, repositories: h/*}' | line 2: write a text here
            'secrets:\\n  a: {provider: x, namespaces: SECRET, repositories: h/*}' | line 2: no namespace
            'secrets:\\n  a: {provider: x, namespaces: [], repositories: h/*}'     | line 2: the list is empty
            'secrets:\\n  a: {provider: x, namespaces: [SECRET-a, "*"], repositories: h/*}' | line 2: no namespace
            'secrets:\\n  a: {provider: x, namespaces: [team-a, "*"], repositories: SECRET}' | line 2: "*" for all beside
            'secrets:\\n  a: {provider: x, namespaces: [[n]], repositories: h/*}'  | line 2: write a text here
            'secrets:\\n  a: {provider: x, namespaces: n, repositories: SECRET}'   | line 2: no pattern of repositories
            'secrets:\\n  a: {provider: x, namespaces: n, repositories: https://github.com/a/SECRET}' | line 2: no pattern
            'secrets:\\n  a: {provider: x, namespaces: n, repositories: h/*, options: SECRET}' | line 2: write key: value here
            'secrets:\\n  a: {provider: x, namespaces: n, repositories: h/*, options: {b: [SECRET]}}' | line 2: write a text here
            'secrets:\\n  a: {provider: x, namespaces: *, repositories: SECRET}'   | line 2: that is no YAML
            'secrets:\\n\\tSECRET: x'                                              | line 2: that is no YAML
            'secrets: {SECRET'                                                     | that is no YAML
            'a: b: SECRET'                                                         | line 1: that is no YAML
            'secrets: *SECRET'                                                     | that is no YAML
            'a: 1\\n---\\nSECRET: 2'                                               | that is no YAML
            """)
    void whatItCantMeanIsRefusedByTheLineAndNothingIsQuoted(String text, String message) {
        var yaml = text.translateEscapes().replace("SECRET", SECRET);
        assertThatThrownBy(() -> BindingFile.parse(yaml))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining(SECRET)
                .hasNoCause();
    }

    @ParameterizedTest
    @ValueSource(strings = {"&a {provider: *a}", "&a [*a]", "<<: {provider: github}"})
    void anchorsThatLeadInACircleAndMergesAreRefused(String entry) {
        assertThatThrownBy(() -> BindingFile.parse("secrets: {one: " + entry + "}"))
                .isInstanceOf(ConfigurationException.class);
    }

    @Test
    void aMissingFileIsNamed(@TempDir Path folder) {
        assertThatThrownBy(() -> BindingFile.read(folder.resolve("secrets.yaml")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("Can't read secrets.yaml (NoSuchFileException)");
    }
}
