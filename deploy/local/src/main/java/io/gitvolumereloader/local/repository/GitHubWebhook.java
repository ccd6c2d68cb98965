package io.gitvolumereloader.local.repository;

import io.gitvolumereloader.agent.testing.GitServer.RefChange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Delivers pushes to the receiver as GitHub would: signed, with GitHub's headers, a limit of ten seconds, and never a
 * second time.
 *
 * <p>Safe for any number of threads.
 */
public final class GitHubWebhook implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(LIMIT)
            .build();
    private final Supplier<URI> target;
    private final Signature signature;
    private final Path log;
    private final AtomicReference<@Nullable Runnable> beforeNext = new AtomicReference<>();
    private volatile boolean on = true;

    /**
     * A webhook that is switched on.
     *
     * @param target asked for each delivery, since the receiver may have moved to another port
     * @param secret shared with the receiver
     * @param log gets a line for each delivery
     */
    public GitHubWebhook(Supplier<URI> target, String secret, Path log) {
        this.target = target;
        this.signature = new Signature(secret);
        this.log = log;
    }

    /** Pushes from now on are delivered. */
    public void switchOn() {
        on = true;
    }

    /** Pushes from now on are delivered to nobody. */
    public void switchOff() {
        on = false;
    }

    /** Runs {@code incident} once: when the next push has been accepted, and right before its delivery is sent. */
    public void beforeNext(Runnable incident) {
        beforeNext.set(incident);
    }

    /** Delivers a push if the webhook is on. A failure is written to the log, and that is all. */
    public void pushed(RefChange change, PushPayload payload) {
        if (!on) {
            note(change.ref(), "not sent: the webhook is switched off");
            return;
        }
        var incident = beforeNext.getAndSet(null);
        if (incident != null) {
            incident.run();
        }
        try {
            deliver(change.ref(), payload.of(change));
        } catch (IOException e) {
            note(change.ref(), "lost: " + e);
        }
    }

    /** Delivers this body, properly signed. */
    public HttpResponse<String> deliver(String ref, byte[] body) throws IOException {
        return deliver(ref, body, signature);
    }

    /** Delivers this body, signed with another secret. */
    public HttpResponse<String> deliver(String ref, byte[] body, String otherSecret) throws IOException {
        return deliver(ref, body, new Signature(otherSecret));
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    private HttpResponse<String> deliver(String ref, byte[] body, Signature signed) throws IOException {
        var delivery = UUID.randomUUID().toString();
        var request = HttpRequest.newBuilder(target.get().resolve("/github"))
                .timeout(LIMIT)
                .header("Content-Type", "application/json")
                .header("User-Agent", "GitHub-Hookshot/local")
                .header("X-GitHub-Delivery", delivery)
                .header("X-GitHub-Event", "push")
                .header("X-Hub-Signature-256", signed.of(body))
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        try {
            var answer = client.send(request, BodyHandlers.ofString());
            note(ref, delivery + " answered " + answer.statusCode() + " " + answer.body());
            return answer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted during delivery " + delivery, e);
        }
    }

    private void note(String ref, String what) {
        try {
            Files.writeString(
                    log,
                    "%s %s %s%n".formatted(Instant.now(), ref, what),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("Can't write " + log, e);
        }
    }
}
