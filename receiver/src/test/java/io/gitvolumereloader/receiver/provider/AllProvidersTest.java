package io.gitvolumereloader.receiver.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** That no provider is left out of the tests. */
class AllProvidersTest {
    /** Wants something of which nobody has told. */
    public static final class Wants extends DescribedProvider {
        /** Never called. */
        public Wants(Thread helper) {
            super(Description.of(helper.getName(), Hmac.sha256("", "X-Signature"), new Reading.Ping()));
        }
    }

    @Test
    void findsEveryClassAndMakesOneOfEach() {
        assertThat(AllProviders.at(Instant.EPOCH))
                .extracting(provider -> (Object) provider.getClass())
                .contains(GitHub.class, GitLab.class, Generic.class, BitbucketServer.class)
                .doesNotHaveDuplicates()
                .doesNotContain(Wants.class);
    }

    @Test
    void saysWhatToDoAboutAConstructorThatWantsSomethingElse() {
        assertThatThrownBy(() -> AllProviders.made(Wants.class, Instant.EPOCH))
                .hasMessageContaining("Wants wants a Thread")
                .hasMessageContaining("COLLABORATORS");
    }
}
