package io.gitvolumereloader.agent.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.gitvolumereloader.agent.sync.RemoteUrl.Reading.Unusable;
import io.gitvolumereloader.agent.sync.RemoteUrl.Reading.Usable;
import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteUrlTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://github.com/octo/docs.git",
                "http://gitea.default.svc:3000/octo/docs",
                "HTTPS://github.com/octo/docs",
                "https://[::1]:8443/docs.git",
                " https://github.com/octo/docs.git\n"
            })
    void readsWhatCanBeFetchedFrom(String text) {
        assertThat(RemoteUrl.read(text)).isEqualTo(new Usable(new RemoteUrl(URI.create(text.strip()))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            docs                                     | not a URL
            ''                                       | not a URL
            ht tp://x/y                              | not a URL
            https:docs                               | not a URL
            https://                                 | not a URL
            https:///docs.git                        | names no host
            https://github.com                       | names no path
            https://github.com/                      | names no path
            ssh://git@github.com/octo/docs.git       | not by ssh
            git@github.com:octo/docs.git             | not by ssh
            git://github.com/octo/docs.git           | not by git
            file:///srv/docs.git                     | not by file
            https://ada:hunter2@github.com/octo/docs | carries credentials
            https://hunter2@github.com/octo/docs     | carries credentials
            https://github.com/docs?token=hunter2    | a query or a fragment
            https://github.com/docs#hunter2          | a query or a fragment
            """)
    void saysWhatIsWrongWithoutRepeatingSecrets(String text, String reason) {
        assertThat(RemoteUrl.read(text))
                .isInstanceOfSatisfying(
                        Unusable.class,
                        unusable ->
                                assertThat(unusable.reason()).contains(reason).doesNotContain("hunter2"));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            https://github.com/docs,     true
            http://localhost/docs,       true
            http://127.0.0.1:80/docs,    true
            http://[::1]/docs,           true
            http://gitea.default/docs,   false
            http://127.0.0.1.evil/docs,  false
            """)
    void knowsWhichRoadsArePrivate(URI uri, boolean expected) {
        assertThat(new RemoteUrl(uri).isPrivate()).isEqualTo(expected);
    }
}
