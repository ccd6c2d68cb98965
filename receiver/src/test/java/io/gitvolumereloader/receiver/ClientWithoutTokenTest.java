package io.gitvolumereloader.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.gitvolumereloader.receiver.kubernetes.LateToken;
import io.quarkus.arc.All;
import io.quarkus.kubernetes.client.KubernetesConfigCustomizer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Quarkus' own client of the API server knows what to do where there is no token. */
@QuarkusTest
@SuppressWarnings("NullAway.Init") // Quarkus fills the fields
@QuarkusTestResource(Cluster.class)
class ClientWithoutTokenTest {
    @Inject
    @All
    List<KubernetesConfigCustomizer> customizers;

    @Inject
    KubernetesClient client;

    @Test
    void whoeverHasNoneLooksForItSeldom() {
        var config = Config.empty();
        customizers.forEach(customizer -> customizer.customize(config));
        assertThat(config.getOauthTokenProvider()).isInstanceOf(LateToken.class);
    }

    @Test
    void theReceiversTokenIsLeftToTheClient() {
        assertThat(client.getConfiguration().getAutoOAuthToken()).isEqualTo(Cluster.API_TOKEN);
        assertThat(client.getConfiguration().getOauthTokenProvider()).isNull();
    }
}
