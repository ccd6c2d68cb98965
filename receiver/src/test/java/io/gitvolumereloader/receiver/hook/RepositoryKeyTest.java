package io.gitvolumereloader.receiver.hook;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RepositoryKeyTest {
    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(delimiter = '|', textBlock = """
            https://github.com/o/r                      | https://github.com/o/r.git
            https://github.com/o/r                      | https://github.com/o/r/
            https://github.com/o/r                      | https://github.com/o/r.git/
            https://github.com/o/r                      | https://github.com//o//r
            https://github.com/o/r                      | http://github.com/o/r
            https://github.com/o/r                      | HTTPS://GitHub.com/o/r
            https://github.com/o/r                      | https://github.com/O/R.GIT
            https://github.com/o/r                      | https://github.com:443/o/r
            https://github.com/o/r                      | http://github.com:80/o/r
            https://github.com/o/r                      | https://github.com:/o/r
            https://github.com/o/r                      | https://github.com./o/r
            https://github.com/o/r                      | https://user@github.com/o/r
            https://github.com/o/r                      | https://user:secret@github.com/o/r.git
            https://github.com/o/r                      | https://user:s@cret@github.com/o/r.git
            https://github.com/o/r                      | https://x-access-token:ghs_abc@github.com/o/r
            https://github.com/o/r                      | git@github.com:o/r.git
            https://github.com/o/r                      | github.com:o/r
            https://github.com/o/r                      | git@github.com:/o/r.git
            https://github.com/o/r                      | ssh://git@github.com/o/r.git
            https://github.com/o/r                      | ssh://git@github.com:22/o/r.git
            https://github.com/o/r                      | git+ssh://git@github.com/o/r.git
            https://github.com/o/r                      | git://github.com/o/r.git
            https://github.com/o/r                      | git://github.com:9418/o/r.git
            https://github.com/o/r                      | ssh://git@ssh.github.com:443/o/r.git
            https://github.com/o/r                      | https://www.github.com/o/r
            https://github.com/o/r                      | https://github.com/%6F/%72
            https://gitlab.com/g/s/r                    | ssh://git@altssh.gitlab.com:443/g/s/r.git
            https://bitbucket.org/w/r                   | ssh://git@altssh.bitbucket.org:443/w/r.git
            https://git.example.org/Team/Docs           | https://git.example.org/team/docs
            https://git.example.org/~u/r                | https://git.example.org/%7Eu/r
            https://git.example.org/a%20b/r             | https://git.example.org/a b/r
            https://git.example.org/für/r               | https://git.example.org/f%C3%BCr/r
            https://git.example.org/f%c3%bcr/r          | https://git.example.org/f%C3%BCr/r
            https://git.example.org/r/.git              | https://git.example.org/r
            https://bücher.example/o/r                  | https://xn--bcher-kva.example/o/r
            https://[2001:db8::1]/o/r                   | https://[2001:DB8:0:0:0:0:0:1]/o/r
            ssh://git@[2001:db8::1]:22/o/r              | git@[2001:db8::1]:o/r
            ssh://git@git.example.org:7999/o/r          | https://git.example.org:7999/o/r
            https://git.example.org/p/a.b-c_d/r         | git@git.example.org:p/a.b-c_d/r.git
            http://git_server/o/r                       | git@git_server:o/r
            """)
    void sameRepository(String one, String other) {
        assertThat(RepositoryKey.parse(one)).isPresent().isEqualTo(RepositoryKey.parse(other));
    }

    @ParameterizedTest(name = "{0} is not {1}")
    @CsvSource(delimiter = '|', textBlock = """
            https://github.com/o/r                      | https://github.com/o/r2
            https://github.com/o/r                      | https://github.com/p/r
            https://github.com/o/r                      | https://github.com/o
            https://github.com/o/r                      | https://github.com/o/r/s
            https://github.com/o/r                      | https://github.com/o/r.git.git
            https://github.com/o/r                      | https://github.com/or
            https://github.com/o/r                      | https://gitlab.com/o/r
            https://github.com/o/r                      | https://github.com.example.org/o/r
            https://github.com/o/r                      | https://example.org/github.com/o/r
            https://github.com/o/r                      | https://github.com@example.org/o/r
            https://github.com/o/r                      | https://github.com:8443/o/r
            https://github.com/o/r                      | https://ssh.github.com/o/r
            https://git.example.org/a%2Fb               | https://git.example.org/a/b
            https://git.example.org/a b                 | https://git.example.org/a+b
            https://git.example.org:22/o/r              | ssh://git.example.org/o/r
            https://[2001:db8::1]/o/r                   | https://[2001:db8::2]/o/r
            """)
    void otherRepository(String one, String other) {
        assertThat(RepositoryKey.parse(one)).isPresent().isNotEqualTo(RepositoryKey.parse(other));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "docs",
                "/srv/git/docs.git",
                "./docs",
                "file:///srv/git/docs.git",
                "ftp://example.org/o/r",
                "https://",
                "https://example.org",
                "https://example.org/",
                "https://example.org/.git",
                "https://example.org/../r",
                "https://example.org/o/%2e%2e/r",
                "https://example.org/o/r?x=1",
                "https://example.org/o/r#x",
                "https://example.org/o\\r",
                "https://example.org/o/%zz",
                "https://example.org/o/%2",
                "https://example.org:port/o/r",
                "https://example.org:123456/o/r",
                "https://exa mple.org/o/r",
                "https://[::1/o/r",
                "https://[g::1]/o/r",
                "git@example.org:",
                "https:///o/r",
                "https://example.org/o/r\u0000",
            })
    void noRepository(String text) {
        assertThat(RepositoryKey.parse(text)).isEmpty();
    }

    @Test
    void aUrlOfMoreThan512CharactersIsNone() {
        assertThat(RepositoryKey.parse("https://example.org/" + "x".repeat(500)))
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
