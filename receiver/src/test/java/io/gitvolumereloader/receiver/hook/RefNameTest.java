package io.gitvolumereloader.receiver.hook;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefNameTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "refs/heads/main", "refs/tags/v1.2", "refs/heads/feature/login", "refs/heads/für", "refs/heads/a\"b",
                "refs/heads/@", "refs/heads/a@b", "refs/heads/-", "refs/notes/commits", "refs/heads/a.lock.b"
            })
    void refNames(String text) {
        assertThat(RefName.parse(text)).hasToString("Optional[" + text + "]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "main",
                "HEAD",
                "refs/",
                "/refs/heads/main",
                "refs/heads/",
                "refs//heads",
                "refs/heads/a..b",
                "refs/heads/.a",
                "refs/heads/a.",
                "refs/heads/a.lock",
                "refs/heads/a.lock/b",
                "refs/heads/a b",
                "refs/heads/a~b",
                "refs/heads/a^b",
                "refs/heads/a:b",
                "refs/heads/a?b",
                "refs/heads/a*b",
                "refs/heads/a[b",
                "refs/heads/a\\b",
                "refs/heads/a@{b",
                "refs/heads/a\nb",
                "refs/heads/a\u007fb",
                "refs/heads/a\ud800b"
            })
    void noRefNames(String text) {
        assertThat(RefName.parse(text)).isEmpty();
    }

    @Test
    void whatStandsForAnyRefIsNoRefOfAnybody() {
        assertThat(RefName.parse(RefName.ANY.value())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {340, 1000, 100_000})
    void whatHasMoreThan350BytesStandsForAnyRef(int length) {
        assertThat(RefName.parse("refs/heads/" + "x".repeat(length))).hasValue(RefName.ANY);
        assertThat(RefName.parse("refs/heads/" + "x".repeat(length) + "~1")).isEmpty();
    }

    @Test
    void a350thByteIsNoneTooMany() {
        assertThat(RefName.parse("refs/heads/" + "x".repeat(339)))
                .hasValueSatisfying(ref -> assertThat(ref).isNotEqualTo(RefName.ANY));
    }
}
