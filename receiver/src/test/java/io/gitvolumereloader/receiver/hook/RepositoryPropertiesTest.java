package io.gitvolumereloader.receiver.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every URL, tried with random ones; {@code -Dseed=} repeats a run. */
class RepositoryPropertiesTest {
    private static final int TIMES = 50_000;
    private static final int LONG = 200_000;
    private static final List<String> PIECES = List.of(
            "https://",
            "ssh://",
            "git://",
            "codecommit::",
            "arn:aws:codecommit:",
            "file:",
            "://",
            "::",
            ":",
            "/",
            "//",
            "@",
            "git@",
            "user:secret@",
            "[",
            "]",
            "[::1]",
            ":22",
            ":443",
            ":7999",
            ":99999",
            ".",
            "..",
            "...",
            ".git",
            "%",
            "%2F",
            "%2e",
            "%00",
            "%C3%BC",
            "%E9",
            "+",
            " ",
            "~",
            "?",
            "#",
            "\\",
            "\"",
            "\n",
            "\0",
            "ü",
            "İ",
            "ß",
            "Σ",
            "\u200b",
            "\u202e",
            "\ud800",
            "\udc00",
            "\ufffd",
            "\u3002",
            "github.com",
            "www.",
            "ssh.",
            "dev.azure.com",
            "org.visualstudio.com",
            "v3",
            "_git",
            "_full",
            "defaultcollection",
            "git-codecommit-fips.",
            "eu-west-1",
            ".amazonaws.com",
            ".cn",
            "v1/repos",
            "scm",
            "projects",
            "repos",
            "users",
            "browse",
            "a",
            "A",
            "x",
            "r");

    private final long seed = Long.getLong("seed", new Random().nextLong());
    private final Random random = new Random(seed);

    @Test
    void anyTextIsReadWithoutAnExceptionAndNormalisingTwiceChangesNothing() {
        var repositories = 0;
        for (var i = 0; i < TIMES; i++) {
            var text = text();
            var key = RepositoryKey.parse(text);
            repositories += key.isPresent() ? 1 : 0;
            key.ifPresent(known -> assertThat(RepositoryKey.parse("https://" + known + ".git"))
                    .as("seed %d, %s", seed, text)
                    .hasValue(known));
            key.ifPresent(known -> assertThat(known.toString())
                    .as("seed %d, %s", seed, text)
                    .matches("[!-~]+")
                    .doesNotContain("//", "/../", "\\", "?", "#", "\""));
        }
        assertThat(repositories).as("seed %d", seed).isGreaterThan(TIMES / 100);
    }

    @Test
    void allSpellingsOfOneNameMeet() {
        for (var i = 0; i < TIMES / 10; i++) {
            var path = name() + "/" + name() + name();
            var keys = Stream.of(
                            "https://git.example.org/%s",
                            "https://u:p@git.example.org:443/%s.git",
                            "http://GIT.example.org./%s/",
                            "git@git.example.org:%s.git",
                            "git.example.org:/%s",
                            "ssh://git@git.example.org:7999//%s.git/")
                    .map(form -> RepositoryKey.parse(form.formatted(path)))
                    .distinct();
            assertThat(keys).as("seed %d, %s", seed, path).hasSize(1);
        }
    }

    @Test
    void twoNamesThatDifferInMoreThanCaseNeverMeetOnASiteOfAKnownKind() {
        for (var i = 0; i < TIMES; i++) {
            var one = name() + "/" + name();
            var other = name() + "/" + name();
            assertThat(RepositoryKey.parse("https://github.com/" + one)
                            .equals(RepositoryKey.parse("git@github.com:" + other)))
                    .as("seed %d, %s and %s", seed, one, other)
                    .isEqualTo(one.equalsIgnoreCase(other));
        }
    }

    /** Longer by far than what is let in, so that a search that goes back and forth would take minutes. */
    @ParameterizedTest
    @ValueSource(
            strings = {"@", ":", "/", "a", "a@", "a:", "a/", "%41", ".", "..", "::", "[", "[:", "ü", "a.", "-", "%"})
    void timeGrowsNoFasterThanTheText(String piece) {
        var endless = piece.repeat(LONG / piece.length());
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            for (var before :
                    List.of("", "https://", "https://git.example.org/", "git@git.example.org:", "codecommit::")) {
                RepositoryUrl.parse(before + endless + "\u0001");
                RepositoryUrl.parse(before + endless).ifPresent(RepositoryPropertiesTest::canonical);
            }
        });
    }

    private static void canonical(RepositoryUrl url) {
        RepositoryHost.canonical(url.host(), url.port());
        RepositoryPath.canonical(url.path(), true);
    }

    @Test
    void theLongestUrlsThatAreLetInAreReadInNoTime() {
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            for (var i = 0; i < TIMES / 10; i++) {
                var endless = pick().repeat(512);
                RepositoryKey.parse(("https://h/" + endless).substring(0, 512));
                RepositoryKey.parse(endless.substring(0, 512));
            }
        });
    }

    private String text() {
        var text = new StringBuilder(random.nextBoolean() ? "https://git.example.org/" : "");
        for (var length = random.nextInt(12); length >= 0; length--) {
            text.append(pick());
        }
        return text.toString();
    }

    private String pick() {
        return PIECES.get(random.nextInt(PIECES.size()));
    }

    /** Short, so that equal ones are drawn. */
    private String name() {
        return List.of("b", "B", "c", "d-e", "f.g", "h_1", "ä", "Ä", "x y", "git")
                .get(random.nextInt(10));
    }
}
