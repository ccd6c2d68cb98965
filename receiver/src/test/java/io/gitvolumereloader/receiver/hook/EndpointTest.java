package io.gitvolumereloader.receiver.hook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            /gerrit          | gerrit         | -
            gerrit           | gerrit         | -
            /gerrit/         | gerrit         | ''
            /gerrit/token    | gerrit         | token
            /gerrit/a/b      | gerrit         | a/b
            /gerrit//token   | gerrit         | /token
            /gerrit/../x     | gerrit         | ../x
            /gerrit%2Ftoken  | gerrit%2Ftoken | -
            /gerrit;x/token  | gerrit;x       | token
            //gerrit/token   | ''             | gerrit/token
            /                | ''             | -
            ''               | ''             | -
            """)
    void aPathNamesAProviderAndMaybeAToken(String path, String provider, @Nullable String token) {
        assertThat(Endpoint.of(path)).isEqualTo(new Endpoint(provider, Optional.ofNullable(token)));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            /example,        false, true
            /example/,       false, false
            /example/token,  false, false
            /example,        true,  true
            /example/,       true,  true
            /example/token,  true,  true
            /example/a/b,    true,  true
            /examples,       true,  false
            /Example/token,  true,  false
            //example/token, true,  false
            /x/example,      true,  false
            """)
    void onlyWhoHasATokenHasPathsBelowItsName(String path, boolean hasToken, boolean fits) {
        assertThat(Endpoint.of(path).fits(new Named("example", hasToken))).isEqualTo(fits);
    }

    @Test
    void theTokenIsNotPrinted() {
        assertThat(Endpoint.of("/gerrit/token")).hasToString("/gerrit/...");
        assertThat(Endpoint.of("/gerrit")).hasToString("/gerrit");
    }

    private record Named(String name, boolean hasPathToken) implements Provider {
        @Override
        public Set<String> mediaTypes() {
            return Set.of();
        }

        @Override
        public DeliveryId idOf(Delivery delivery) {
            return DeliveryId.of(name, null);
        }

        @Override
        public Optional<Verdict.Rejected> precheck(Delivery headers, List<Secret> secrets) {
            return Optional.empty();
        }

        @Override
        public Verdict authenticate(Delivery delivery, List<Secret> secrets) {
            return new Verdict.Rejected("nobody is authentic");
        }

        @Override
        public Event read(Delivery delivery, Secret by) {
            return new Event.Ignored("nothing matters");
        }
    }
}
