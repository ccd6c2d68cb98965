package io.gitvolumereloader.agent.trigger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Writes one annotation of the agent's own pod by a merge patch of that key alone, without a resource version, so that
 * it never conflicts with anybody's. Each call is one request.
 */
final class PodPatch {
    private static final String FIELD_MANAGER = "git-volume-reloader";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final PodApi api;
    private final String key;
    private final Duration patience;

    /** A call takes {@code patience} at most. */
    PodPatch(PodApi api, String key, Duration patience) {
        this.api = api;
        this.key = key;
        this.patience = patience;
    }

    /** Writes {@code value}; empty where that is done. */
    Optional<Failure> write(String value) throws InterruptedException {
        var request = api.http()
                .newHttpRequestBuilder()
                .uri(api.pods() + "/" + api.pod().name() + "?fieldManager=" + FIELD_MANAGER)
                .header("Accept", PodApi.METADATA_ONLY)
                .patch("application/merge-patch+json", body(value))
                .timeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .build();
        var sending = api.http().sendAsync(request, String.class);
        try {
            var answer = sending.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return answer.isSuccessful() ? Optional.empty() : Optional.of(refused(answer));
        } catch (ExecutionException e) {
            return Optional.of(Failure.Broken.unreachable(e.getCause()));
        } catch (TimeoutException _) {
            return Optional.of(Failure.Broken.late(patience));
        } finally {
            sending.cancel(false);
        }
    }

    private String body(String value) {
        var body = JsonNodeFactory.instance.objectNode();
        body.putObject("metadata").putObject("annotations").put(key, value);
        return body.toString();
    }

    /** The API server's own message names account, verb, object and namespace where a right is missing. */
    private Failure refused(HttpResponse<String> answer) {
        var right = "patch on pods of namespace " + api.pod().namespace() + ", or set agent.report=false";
        return Refusal.of(answer.code(), message(answer.body()), Refusal.pause(answer.header("Retry-After")), right);
    }

    private static String message(@Nullable String body) {
        try {
            return body == null ? "" : JSON.readTree(body).path("message").asText();
        } catch (JsonProcessingException _) {
            return "";
        }
    }
}
