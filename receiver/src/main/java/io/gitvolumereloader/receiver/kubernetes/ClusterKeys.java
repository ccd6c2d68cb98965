package io.gitvolumereloader.receiver.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.gitvolumereloader.receiver.hook.Printable;
import io.gitvolumereloader.receiver.oidc.KeyServer;
import io.gitvolumereloader.receiver.oidc.KeySet;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * The keys by which this cluster signs the tokens of its service accounts, as its API server tells them to every
 * service account: <a
 * href="https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#service-account-issuer-discovery">Service
 * account issuer discovery</a>.
 */
public final class ClusterKeys implements KeyServer {
    private static final Duration BUDGET = Duration.ofSeconds(5);
    private static final Set<Integer> FORBIDDEN = Set.of(401, 403);
    private static final int MAX_REASON = 160;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Supplier<KubernetesClient> client;
    private final Duration budget;

    /** @param client asked for when keys are; whoever made it closes it */
    public ClusterKeys(Supplier<KubernetesClient> client) {
        this(client, BUDGET);
    }

    ClusterKeys(Supplier<KubernetesClient> client, Duration budget) {
        this.client = client;
        this.budget = budget;
    }

    @Override
    public KeySet fetch() throws IOException {
        var end = System.nanoTime() + budget.toNanos();
        var issuer = issuerIn(get(".well-known/openid-configuration", end));
        // Not at the jwks_uri, which may be an address that only others reach.
        return KeySet.of(issuer, get("openid/v1/jwks", end));
    }

    private String get(String path, long end) throws IOException {
        var left = end - System.nanoTime();
        var api = client.get();
        var http = api.getHttpClient();
        var request = http.newHttpRequestBuilder()
                .uri(api.getMasterUrl() + path)
                .header("Accept", MEDIA_TYPES)
                .timeout(Math.max(1, TimeUnit.NANOSECONDS.toMillis(left)), TimeUnit.MILLISECONDS)
                .build();
        var answer = http.sendAsync(request, String.class);
        try {
            return body(path, answer.get(left, TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            throw new IOException("the API server did not answer within " + budget.toSeconds() + " seconds", e);
        } catch (ExecutionException e) {
            throw new IOException("no connection to the API server: " + Printable.of(reason(e), MAX_REASON), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the receiver is being stopped", e);
        } finally {
            answer.cancel(true);
        }
    }

    private static String body(String path, HttpResponse<String> response) throws IOException {
        if (!response.isSuccessful()) {
            var remedy = FORBIDDEN.contains(response.code())
                    ? ": bind the receiver's service account to the ClusterRole system:service-account-issuer-discovery"
                    : "";
            throw new IOException("the API server answered " + response.code() + " for /" + path + remedy);
        }
        return response.body();
    }

    private static String issuerIn(String discovery) throws IOException {
        try {
            var issuer = JSON.readTree(discovery).path("issuer").textValue();
            if (issuer == null) {
                throw new IOException("the API server's openid-configuration names no issuer");
            }
            return issuer;
        } catch (JsonProcessingException e) {
            throw new IOException("the API server's openid-configuration is no JSON", e);
        }
    }

    private static String reason(ExecutionException e) {
        return String.valueOf(e.getCause() == null ? null : e.getCause().getMessage());
    }
}
