package io.gitvolumereloader.receiver.hook;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RepositoryKeyTest {
    @ParameterizedTest(name = "{0} is shown as {1}")
    @CsvSource(delimiter = '|', textBlock = """
            git@GitHub.com:Octo/Docs.git                             | github.com/octo/docs
            ssh://git@git.example.org:2222/o/r                       | git.example.org:2222/o/r
            https://user:secret@git.example.org/o/r                  | git.example.org/o/r
            org@vs-ssh.visualstudio.com:v3/Org/My Project/Repo       | dev.azure.com/org/my%20project/_git/repo
            codecommit::eu-west-1://profile@Docs                     | git-codecommit.eu-west-1.amazonaws.com/v1/repos/Docs
            https://bb.example.org/bitbucket/scm/~Jane/Docs.git      | bb.example.org/~jane/docs
            https://gerrit.example.org/a/tools/docs                  | gerrit.example.org/tools/docs
            """)
    void oneSpellingIsShown(String url, String shown) {
        assertThat(RepositoryKey.parse(url).orElseThrow()).hasToString(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "docs",
                "/srv/git/docs.git",
                "./docs",
                "../docs:x",
                "file:///srv/git/docs.git",
                "file:/srv/git/docs.git",
                "ftp://example.org/o/r",
                "https:example.org/o/r",
                "https:/example.org/o/r",
                "ext::sh -c x",
                "https://",
                "https://example.org",
                "https://example.org/",
                "https://example.org/.git",
                "https://example.org/../r",
                "https://example.org/o/./r",
                "https://example.org/o/%2e%2e/r",
                "https://example.org/o/...git",
                "https://example.org/o/r?x=1",
                "https://example.org/o/r#x",
                "https://example.org?x@github.com/o/r",
                "https://example.org#x@github.com/o/r",
                "https://example.org/o\\r",
                "https://example.org\\@github.com/o/r",
                "https://example.org/o/%5Cr",
                "https://example.org/o/r%00",
                "https://example.org/o/r%0A",
                "https://example.org/o/\"r\"",
                "https://example.org/o/%zz",
                "https://example.org/o/%2",
                "https://example.org/o/%FF",
                "https://example.org/o/\ud800",
                "https://example.org:port/o/r",
                "https://example.org:65536/o/r",
                "https://example.org:123456/o/r",
                "https://user:pass/word@example.org/o/r",
                "https://exa mple.org/o/r",
                "https://exam%70le.org/o/r",
                "https://example..org/o/r",
                "https://[::1/o/r",
                "https://[g::1]/o/r",
                "https://[10.0.0.7]/o/r",
                "https://[fe80::1%25lo]/o/r",
                "git@example.org:",
                "user:password@example.org:o/r",
                "https:///o/r",
                "https://./o/r",
                "https://example.org/o/r\u0000",
                "https://example.org/o/\nr",
                "codecommit://Docs",
                "codecommit::eu-west-1://",
                "arn:aws:codecommit:eu-west-1:1234:Docs",
            })
    void noRepository(String text) {
        assertThat(RepositoryKey.parse(text)).isEmpty();
    }

    @Test
    void blanksAroundAUrlDoNotCount() {
        assertThat(RepositoryKey.parse(" https://github.com/o/r\n"))
                .isPresent()
                .isEqualTo(RepositoryKey.parse("https://github.com/o/r"));
    }

    @Test
    void aUrlOfMoreThan512CharactersIsNone() {
        assertThat(RepositoryKey.parse("https://example.org/" + "x".repeat(492)))
                .isPresent();
        assertThat(RepositoryKey.parse("https://example.org/" + "x".repeat(493)))
                .isEmpty();
    }

    @Test
    void aUrlWhoseKeyWouldGrowBeyond512CharactersIsNone() {
        assertThat(RepositoryKey.parse("https://example.org/" + "ü".repeat(200)))
                .isEmpty();
    }

    @Test
    void passwordsAreNotShown() {
        assertThat(RepositoryKey.parse("https://user:secret@github.com/o/r.git"))
                .hasToString("Optional[github.com/o/r]");
    }
}
