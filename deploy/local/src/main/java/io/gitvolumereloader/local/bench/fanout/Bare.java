package io.gitvolumereloader.local.bench.fanout;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's own HTTP/2 client, which sends what has to be sent and does nothing else: what is left when nobody thinks.
 * Against a server without TLS it speaks HTTP/1.1.
 */
final class Bare implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);
    private static final String SELECTION = "?labelSelector=" + encode("git-volume-reloader.io/enabled=true")
            + "&fieldSelector=" + encode("status.phase!=Succeeded,status.phase!=Failed");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http;
    private final URI pods;
    private final @Nullable String token;

    /** @param kubeconfig whose current context tells the server and how to log in: by certificate or token */
    Bare(Path kubeconfig, String namespace) {
        var config = Config.fromKubeconfig(kubeconfig.toFile());
        this.pods = URI.create(config.getMasterUrl()).resolve("/api/v1/namespaces/" + namespace + "/pods");
        this.token = config.getOauthToken() == null ? config.getAutoOAuthToken() : config.getOauthToken();
        var builder = HttpClient.newBuilder();
        if (pods.getScheme().equals("https")) {
            try {
                builder.sslContext(SSLUtils.sslContext(config));
            } catch (IOException | GeneralSecurityException e) {
                throw new IllegalStateException("Can't use the certificates that " + kubeconfig + " names", e);
            }
        } else {
            builder.version(HttpClient.Version.HTTP_1_1); // the embedded server ends connections that ask for HTTP/2
        }
        this.http = builder.build();
    }

    /** The metadata of all pods, as the API server sends it. */
    byte[] list() throws IOException, InterruptedException {
        var request = request(URI.create(pods + SELECTION + "&resourceVersion=0"), "PartialObjectMetadataList");
        var answer = http.send(request.build(), BodyHandlers.ofByteArray());
        expect(answer.statusCode(), "the list of pods");
        return answer.body();
    }

    /**
     * Looks at all pods, not often, until {@code count} of them have {@code part} in an annotation.
     *
     * @throws IllegalStateException if they never do
     */
    void await(String annotation, String part, int count) throws IOException, InterruptedException {
        var begin = System.nanoTime();
        while (count(annotation, part) < count) {
            if (System.nanoTime() - begin > LIMIT.toNanos()) {
                throw new IllegalStateException("Not all pods were marked within " + LIMIT.toMinutes() + " minutes");
            }
            Thread.sleep(BETWEEN_LOOKS);
        }
    }

    private long count(String annotation, String part) throws IOException, InterruptedException {
        return JSON.readTree(list())
                .path("items")
                .valueStream()
                .map(pod -> pod.at("/metadata/annotations").path(annotation).asText())
                .filter(value -> value.contains(part))
                .count();
    }

    /**
     * Sets an annotation of each pod.
     *
     * @param inFlight how many requests at a time
     */
    void mark(List<String> names, String annotation, String value, int inFlight) throws InterruptedException {
        var places = new Semaphore(inFlight);
        var failure = new AtomicReference<@Nullable Throwable>();
        var body = "{\"metadata\":{\"annotations\":{\"" + annotation + "\":\"" + value.replace("\"", "\\\"") + "\"}}}";
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var name : names) {
                places.acquire();
                threads.execute(() -> {
                    try {
                        mark(name, body);
                    } catch (IOException | InterruptedException | RuntimeException e) {
                        failure.set(e);
                    } finally {
                        places.release();
                    }
                });
            }
        }
        if (failure.get() != null) {
            throw new IllegalStateException("The bare client could not mark all pods", failure.get());
        }
    }

    private void mark(String name, String body) throws IOException, InterruptedException {
        var request = request(
                        URI.create(pods + "/" + name + "?fieldManager=git-volume-reloader&timeout=3500ms"),
                        "PartialObjectMetadata")
                .header("Content-Type", "application/merge-patch+json")
                .method("PATCH", BodyPublishers.ofString(body));
        expect(http.send(request.build(), BodyHandlers.ofByteArray()).statusCode(), "the patch of " + name);
    }

    private HttpRequest.Builder request(URI uri, String as) {
        var request = HttpRequest.newBuilder(uri)
                .timeout(LIMIT)
                .header("Accept", "application/json;as=" + as + ";g=meta.k8s.io;v=v1,application/json");
        return token == null || token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }

    private static void expect(int status, String what) throws IOException {
        if (status / 100 != 2) {
            throw new IOException("The API server answered " + what + " by " + status);
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
