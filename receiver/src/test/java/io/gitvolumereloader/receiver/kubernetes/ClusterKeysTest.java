package io.gitvolumereloader.receiver.kubernetes;

import static io.gitvolumereloader.receiver.kubernetes.ScriptedApiServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.gitvolumereloader.receiver.hook.Verdict;
import io.gitvolumereloader.receiver.oidc.Issuer;
import io.gitvolumereloader.receiver.oidc.Presented;
import io.gitvolumereloader.receiver.oidc.Tokens;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The cluster's own keys, from an API server as far as HTTP shows it. */
@SuppressWarnings("NullAway.Init") // filled before each test
class ClusterKeysTest {
    private static final String DISCOVERY =
            "{\"issuer\":\"%s\",\"jwks_uri\":\"https://10.0.0.1:6443/openid/v1/jwks\"}".formatted(Issuer.NAME);

    private ScriptedApiServer server;
    private KubernetesClient client;

    @BeforeEach
    void start() throws IOException {
        server = new ScriptedApiServer();
        client = Clients.of(server.url());
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void aTokenOfTheClusterIsGood() {
        server.next(json(200, DISCOVERY));
        server.next(json(200, Issuer.published(), "Content-Type", "application/jwk-set+json"));
        assertThat(objection()).isEmpty();
        assertThat(server.asked)
                .extracting(ScriptedApiServer.Asked::path)
                .containsExactly("/.well-known/openid-configuration", "/openid/v1/jwks");
        assertThat(server.asked).allSatisfy(asked -> {
            assertThat(asked.authorization()).isEqualTo("Bearer " + Clients.TOKEN);
            assertThat(asked.accept()).contains("application/jwk-set+json", "application/json");
        });
    }

    @Test
    void oneOfAnotherClusterIsNot() {
        server.next(json(200, DISCOVERY.replace("issuer.example.com", "kubernetes.default.svc")));
        server.next(json(200, Issuer.published()));
        assertThat(objection())
                .hasValueSatisfying(verdict -> assertThat(verdict).isInstanceOf(Verdict.Rejected.class));
    }

    @Test
    void missingRightsAreNamed() {
        server.always(json(403, "{}"));
        refuses("answered 403", "system:service-account-issuer-discovery");
    }

    @Test
    void aServerThatFailsHasNoKeys() {
        server.next(json(200, DISCOVERY));
        server.always(json(500, Issuer.published()));
        refuses("answered 500 for /openid/v1/jwks");
        assertThat(objection())
                .hasValueSatisfying(verdict -> assertThat(verdict).isInstanceOf(Verdict.Undecided.class));
    }

    @Test
    void nonsenseIsNoKey() {
        server.next(json(200, "no JSON"));
        refuses("is no JSON");
        server.next(json(200, "{\"issuer\":1}"));
        refuses("names no issuer");
        server.next(json(200, DISCOVERY));
        server.next(json(200, "[]"));
        refuses("no set of keys");
    }

    @Test
    void aConnectionThatBreaksIsNoKey() {
        server.always(ScriptedApiServer.cut());
        refuses("no connection to the API server");
    }

    @Test
    void aServerThatDoesNotAnswerIsGivenUp() {
        var end = new CountDownLatch(1);
        server.always(_ -> ScriptedApiServer.await(end));
        assertThatIOException().isThrownBy(new ClusterKeys(() -> client, Duration.ofMillis(300))::fetch);
        end.countDown();
    }

    private Optional<Verdict> objection() {
        var tokens = new Tokens(
                Optional.of(Issuer.AUDIENCE), new ClusterKeys(() -> client), InstantSource.fixed(Issuer.NOW), () -> 0);
        return tokens.objection((Presented.Claim) tokens.read(Issuer.token()));
    }

    private void refuses(String... reasons) {
        assertThatIOException()
                .isThrownBy(new ClusterKeys(() -> client)::fetch)
                .satisfies(e -> assertThat(e.getMessage()).contains(reasons));
    }
}
