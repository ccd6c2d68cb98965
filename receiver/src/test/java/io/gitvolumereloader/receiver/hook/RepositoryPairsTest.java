package io.gitvolumereloader.receiver.hook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** The table of URLs that mean the same repository, or another one. */
class RepositoryPairsTest {
    @ParameterizedTest(name = "{0}: {1} and {2} ({4})")
    @CsvFileSource(resources = "/repository-pairs.csv", delimiter = '|', quoteCharacter = '\0')
    void pair(String verdict, String one, String other, @Nullable String aliases, String why) {
        var table = aliases == null ? Aliases.NONE : Aliases.parse(List.of(aliases.split(",", -1)));
        var first = table.resolve(key(one));
        var second = table.resolve(key(other));
        switch (verdict) {
            case "same" -> assertThat(first).as(why).isEqualTo(second).hasSameHashCodeAs(second);
            case "other" -> assertThat(first).as(why).isNotEqualTo(second);
            default -> throw new AssertionError("the first column says 'same' or 'other', and not " + verdict);
        }
    }

    @ParameterizedTest(name = "{1}, {2}")
    @CsvFileSource(resources = "/repository-pairs.csv", delimiter = '|', quoteCharacter = '\0')
    void aCanonicalSpellingIsItsOwn(String verdict, String one, String other) {
        for (var url : List.of(one, other)) {
            var key = key(url);
            assertThat(key("https://" + key + ".git")).as(verdict).isEqualTo(key);
        }
    }

    private static RepositoryKey key(String url) {
        return RepositoryKey.parse(url).orElseThrow(() -> new AssertionError(url + " is no repository"));
    }
}
