package io.gitvolumereloader.agent.trigger;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.client.Client;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.WebSocket;
import io.fabric8.kubernetes.client.http.WebSocketHandshakeException;
import io.gitvolumereloader.agent.sync.Printable;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Streams one watch on one pod's metadata, from its present state on, over a WebSocket. Each call is a watch of its
 * own; used by one thread.
 *
 * <p>Resource version 0 makes the API server begin with the pod as its cache has it, so that nothing has to be listed
 * before and no version can be too old.
 *
 * @see <a href="https://kubernetes.io/docs/reference/using-api/api-concepts/#semantics-for-watch">Kubernetes API
 *     concepts: semantics for watch</a>
 */
final class ApiWatch {
    private static final String METADATA_ONLY = "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1";
    private static final Duration TOLERANCE = Duration.ofSeconds(2);
    private static final int NORMAL = 1000;
    private static final int LONGEST_REASON = 160;

    private final HttpClient http;
    private final String pods;
    private final OwnPod pod;
    private final WatchSettings settings;

    /** The caller closes {@code client}. */
    ApiWatch(Client client, OwnPod pod, WatchSettings settings) {
        // Attempts that the client makes by itself would not be spread.
        this.http = client.getHttpClient()
                .newBuilder()
                .tag(new RequestConfigBuilder().withRequestRetryBackoffLimit(0).build())
                .build();
        this.pods = client.getMasterUrl() + pod.path();
        this.pod = pod;
        this.settings = settings;
    }

    /**
     * Watches until the watch ends, for {@code length} at most as far as the API server obeys.
     *
     * @param events hears of each event in order, on this thread
     */
    WatchEnd run(Duration length, Consumer<PodEvent> events) throws InterruptedException {
        var began = System.nanoTime();
        var inbox = new Inbox();
        var opening = http.newWebSocketBuilder()
                .uri(uri(length))
                .header("Accept", METADATA_ONLY + ",application/json")
                .connectTimeout(settings.handshake().toMillis(), TimeUnit.MILLISECONDS)
                .buildAsync(inbox);
        WebSocket socket;
        try {
            socket = opening.get(settings.handshake().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            return refused(e.getCause());
        } catch (TimeoutException _) {
            return new WatchEnd.Broken("the API server did not answer within "
                    + settings.handshake().toMillis() + " ms");
        } finally {
            opening.cancel(false); // Without effect where it stands; else the client closes it once it does.
        }
        try {
            return read(inbox, socket, began + length.toNanos(), events);
        } finally {
            socket.sendClose(NORMAL, "");
        }
    }

    private WatchEnd read(Inbox inbox, WebSocket socket, long due, Consumer<PodEvent> events)
            throws InterruptedException {
        while (true) {
            switch (inbox.next(settings.silence())) {
                case null -> {
                    return new WatchEnd.Silent(settings.silence());
                }
                case Message.Closed(var reason) -> {
                    return System.nanoTime() - due >= -TOLERANCE.toNanos()
                            ? new WatchEnd.Expected()
                            : new WatchEnd.Broken(reason);
                }
                case Message.Text(var text) -> {
                    switch (PodEvent.read(text)) {
                        case PodEvent.Failed(var code, var message, var retryAfter) -> {
                            return refused(code, message, retryAfter);
                        }
                        case PodEvent.Unreadable() -> {
                            return new WatchEnd.Broken("what the API server sent is no watch event");
                        }
                        case PodEvent event -> events.accept(event);
                    }
                    socket.request();
                }
            }
        }
    }

    private URI uri(Duration length) {
        var selector = URLEncoder.encode("metadata.name=" + pod.name(), UTF_8);
        return URI.create(pods + "?watch=true&fieldSelector=" + selector
                + "&resourceVersion=0&allowWatchBookmarks=true&timeoutSeconds=" + Math.max(1, length.toSeconds()));
    }

    private WatchEnd refused(@Nullable Throwable cause) {
        if (cause instanceof WebSocketHandshakeException handshake) {
            var answer = handshake.getResponse();
            return refused(answer.code(), "", Refusal.pause(answer.header("Retry-After")));
        }
        return new WatchEnd.Broken("the API server can't be reached (" + text(cause) + ")");
    }

    private WatchEnd refused(int code, String message, Duration retryAfter) {
        var reason = Refusal.of(
                code, message, "watch on pods of namespace " + pod.namespace() + ", or set agent.trigger=none");
        return new WatchEnd.Refused(code, reason, Refusal.bounded(retryAfter));
    }

    private static String text(@Nullable Throwable cause) {
        var message = cause == null ? null : cause.getMessage();
        return message == null ? String.valueOf(cause) : Printable.of(message, LONGEST_REASON);
    }

    /** One thing that the connection brings. */
    private sealed interface Message {
        record Text(String text) implements Message {}

        record Closed(String reason) implements Message {}
    }

    /** Keeps what arrives, which is one message until the next one is asked for, for the thread that watches. */
    private static final class Inbox implements WebSocket.Listener {
        private final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();

        @Nullable Message next(Duration patience) throws InterruptedException {
            return messages.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
        }

        @Override
        public void onMessage(WebSocket socket, String text) {
            messages.add(new Message.Text(text));
        }

        @Override
        public void onMessage(WebSocket socket, ByteBuffer bytes) {
            messages.add(new Message.Text(UTF_8.decode(bytes).toString()));
        }

        @Override
        public void onClose(WebSocket socket, int code, String reason) {
            messages.add(new Message.Closed("the API server closed the connection"));
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            messages.add(new Message.Closed("the connection to the API server broke (" + text(error) + ")"));
        }
    }
}
