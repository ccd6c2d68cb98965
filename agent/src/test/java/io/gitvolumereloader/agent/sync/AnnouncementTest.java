package io.gitvolumereloader.agent.sync;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnnouncementTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(nullValues = "-", textBlock = """
            remote lags behind,                      refs/heads/main, a, b, refs/heads/main, a, a, false, true
            remote shows the push,                   refs/heads/main, a, b, refs/heads/main, b, b, true,  false
            ref has moved on,                        refs/heads/main, a, b, refs/heads/main, c, c, true,  false
            remote lags behind two pushes,           refs/heads/main, b, c, refs/heads/main, a, a, false, true
            provider does not tell what was before,  refs/heads/main, -, c, refs/heads/main, a, a, false, true
            ref has moved back to where it was,      refs/heads/main, b, a, refs/heads/main, a, a, false, false
            push without a change,                   refs/heads/main, a, a, refs/heads/main, a, a, false, false
            deletion not there yet,                  refs/heads/main, a, -, refs/heads/main, a, a, false, true
            deleted and made again,                  refs/heads/main, b, -, refs/heads/main, a, a, false, false
            new branch,                              refs/heads/main, -, b, refs/heads/main, b, b, true,  false
            nothing known,                           refs/heads/main, -, -, refs/heads/main, a, a, false, false
            another ref,                             refs/heads/next, a, b, refs/heads/main, a, a, false, false
            tag announced by its tag object,         refs/tags/v1,    a, b, refs/tags/v1,    b, c, true,  false
            tag announced by its commit,             refs/tags/v1,    a, c, refs/tags/v1,    b, c, true,  false
            tag lags behind,                         refs/tags/v1,    b, d, refs/tags/v1,    b, c, false, true
            """)
    void tellsWhetherThePushIsStillToCome(
            String name,
            String ref,
            @Nullable String before,
            @Nullable String after,
            String tipRef,
            String object,
            String commit,
            boolean news,
            boolean expected) {
        var announcement = new Announcement(ref, id(before), id(after), null, null);

        assertThat(announcement.isStillToCome(new Tip(tipRef, known(object), known(commit)), news))
                .as(name)
                .isEqualTo(expected);
    }

    private static @Nullable CommitId id(@Nullable String digit) {
        return digit == null ? null : known(digit);
    }

    private static CommitId known(String digit) {
        return new CommitId(digit.repeat(40));
    }
}
