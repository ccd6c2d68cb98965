package io.gitvolumereloader.receiver.hook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RepositoryPatternTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
            *,                          github.com,         team-a/docs
            */*/*,                      github.com,         team-a/docs
            github.com/team-a/docs,     github.com,         team-a/docs
            GitHub.com/Team-A/Docs,     github.com,         team-a/docs
            github.com/team-a/*,        github.com,         team-a/docs
            github.com/team-*/docs,     github.com,         team-a/docs
            github.com/team-a/**,       github.com,         team-a/docs
            github.com/**,              github.com,         team-a/docs
            gitlab.com/team-a/**,       gitlab.com,         team-a/sub/deep/docs
            gitlab.com/team-a/*/docs,   gitlab.com,         team-a/sub/docs
            *.example.com/**,           git.example.com,    x/y
            git.example.com:*/**,       git.example.com:82, x/y
            github.com/team-a/d*o*s,    github.com,         team-a/dooocs
            github.com/team-a/*docs,    github.com,         team-a/docsdocs
            github.com/team-a/docs*,    github.com,         team-a/docs
            github.com/a.b/+$,          github.com,         a.b/+$
            git-codecommit.eu-west-1.amazonaws.com/v1/repos/D*, git-codecommit.eu-west-1.amazonaws.com, v1/repos/Docs
            """)
    void covers(String pattern, String host, String path) {
        assertThat(new RepositoryPattern(pattern).matches(new RepositoryKey(host, path)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"git.example.com/Caf%C3%A9/*", "git.example.com/caf%c3%a9/**", "git.example.com/*/docs"})
    void escapesAreSpelledInEitherCase(String pattern) {
        var key = RepositoryKey.parse("https://git.example.com/Café/docs.git").orElseThrow();
        assertThat(new RepositoryPattern(pattern).matches(key)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            github.com/team-a/*,        github.com,         team-a/sub/docs
            github.com/team-a/*,        github.com,         team-abc/docs
            github.com/team-a*,         github.com,         team-a/docs
            github.com/team-a/*,        github.com,         team-a
            github.com/team-a/**,       github.com,         team-a
            github.com/team-a/**,       github.com,         team-ab/docs
            github.com/team-a/**,       gitlab.com,         team-a/docs
            github.com/team-a/*,        github.com.evil,    team-a/docs
            github.com/team-a/*,        evil,               github.com/team-a/docs
            */team-a/docs,              evil,               x/team-a/docs
            github.com/team-a/docs,     github.com:8443,    team-a/docs
            github.com/a.b/docs,        github.com,         axb/docs
            github.com/team-a/docs,     github.com,         team-a/docs2
            github.com/team-a/docs2,    github.com,         team-a/docs
            git-codecommit.eu-west-1.amazonaws.com/v1/repos/d*, git-codecommit.eu-west-1.amazonaws.com, v1/repos/Docs
            """)
    void leavesOut(String pattern, String host, String path) {
        assertThat(new RepositoryPattern(pattern).matches(new RepositoryKey(host, path)))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "**",
                "/",
                "github.com",
                "github.com/",
                "/team-a",
                "https://github.com/team-a/*",
                "github.com//x",
                "github.com/**/docs",
                "github.com/team-a**",
                "github.com/team a/*",
                "github.com/team-a/*\n"
            })
    void whatCanMatchNoRepositoryIsNoPattern(String text) {
        assertThat(RepositoryPattern.parse(text)).isEmpty();
    }

    @Test
    void manyStarsCostLittleTime() {
        var pattern = new RepositoryPattern("github.com/" + "a*".repeat(250));
        var key = new RepositoryKey("github.com", "a".repeat(490) + "/b");
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(1), () -> assertThat(pattern.matches(key)).isFalse());
    }
}
