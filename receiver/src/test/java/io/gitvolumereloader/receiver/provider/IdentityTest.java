package io.gitvolumereloader.receiver.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentityTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            one name             | {"refs":[{"project":"a"}]}                     | [h.example.com/a]
            the same name        | {"refs":[{"project":"a"},{"project":"a"}]}     | [h.example.com/a]
            several names        | {"refs":[{"project":"d/b"},{"project":"c"}]}   | [h.example.com/d/b, h.example.com/c]
            a name and none      | {"refs":[{},null,7,{"project":"a"}]}           | [h.example.com/a]
            no name              | {"refs":[]}                                    | []
            a name that leads up | {"refs":[{"project":"../a"}]}                  | []
            no list              | {"refs":{"project":"a"}}                       | []
            """)
    void aUrlMayHoldTheNameThatEachElementOfAListHas(String name, String json, String keys) {
        assertThat(keys(Identity.of("https://h.example.com/{/refs/*/project}"), json))
                .as(name)
                .hasToString(keys);
    }

    @Test
    void severalPointersAreFilledEachWithItsOwn() {
        var identity = Identity.of("https://{/host}/scm/{/refs/*/key}/{/name}");
        assertThat(keys(
                        identity,
                        "{\"host\":\"h.example.com\",\"name\":\"n\",\"refs\":[{\"key\":\"k\"},{\"key\":\"l\"}]}"))
                .hasToString("[h.example.com/k/n, h.example.com/l/n]");
        assertThat(keys(identity, "{\"host\":\"h.example.com\",\"refs\":[{\"key\":\"k\"}]}"))
                .isEmpty();
    }

    @Test
    void whatTheSecretTellsStandsWhereItBelongs() {
        var identity = Identity.of("{@url}/{/name}").with(Map.of("url", "https://h.example.com:8443/$1\\"));
        assertThat(identity.urls()).containsExactly("https://h.example.com:8443/$1\\/{/name}");
        assertThat(keys(Identity.of("{@url}/{/name}").with(Map.of("url", "ssh://h.example.com")), "{\"name\":\"n\"}"))
                .hasToString("[h.example.com/n]");
    }

    private static List<?> keys(Identity identity, String json) {
        var parser = new PayloadParser(Places.of(identity.pointers()));
        return identity.keys(parser.parse(json.getBytes(UTF_8)));
    }
}
