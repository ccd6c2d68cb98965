package io.gitvolumereloader.agent.trigger;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.client.http.WebSocket;
import io.fabric8.kubernetes.client.http.WebSocketHandshakeException;
import io.gitvolumereloader.agent.trigger.Failure.Broken;
import io.gitvolumereloader.agent.trigger.Failure.Silent;
import io.gitvolumereloader.agent.trigger.WatchEnd.Expected;
import io.gitvolumereloader.agent.trigger.WatchEnd.Lost;
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
    private static final Duration TOLERANCE = Duration.ofSeconds(2);
    private static final int NORMAL = 1000;

    private final PodApi api;
    private final WatchSettings settings;

    ApiWatch(PodApi api, WatchSettings settings) {
        this.api = api;
        this.settings = settings;
    }

    /**
     * Watches until the watch ends, for {@code length} at most as far as the API server obeys.
     *
     * @param events hears of each event in order, on this thread
     */
    WatchEnd run(Duration length, Consumer<PodEvent> events) throws InterruptedException {
        var began = System.nanoTime();
        var patience = settings.handshake().toMillis();
        var inbox = new Inbox();
        var opening = api.http()
                .newWebSocketBuilder()
                .uri(uri(length))
                .header("Accept", PodApi.METADATA_ONLY)
                .connectTimeout(patience, TimeUnit.MILLISECONDS)
                .buildAsync(inbox);
        WebSocket socket;
        try {
            socket = opening.get(patience, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            return new Lost(refused(e.getCause()));
        } catch (TimeoutException _) {
            return new Lost(Broken.late(settings.handshake()));
        } finally {
            opening.cancel(false); // Without effect where it stands; else the client closes it once it does.
        }
        try {
            return read(inbox, began + length.toNanos(), events);
        } finally {
            socket.sendClose(NORMAL, "");
        }
    }

    private WatchEnd read(Inbox inbox, long due, Consumer<PodEvent> events) throws InterruptedException {
        var sighted = false;
        while (true) {
            switch (inbox.next(sighted ? settings.silence() : settings.firstSight())) {
                case null -> {
                    return new Lost(sighted ? new Silent(settings.silence()) : unsighted());
                }
                case Message.Closed(var reason) -> {
                    return System.nanoTime() - due >= -TOLERANCE.toNanos()
                            ? new Expected()
                            : new Lost(new Broken(reason));
                }
                case Message.Text(var text) -> {
                    switch (PodEvent.read(text)) {
                        case PodEvent.Failed(var code, var message, var retryAfter) -> {
                            return new Lost(refused(code, message, retryAfter));
                        }
                        case PodEvent.Unreadable() -> {
                            return new Lost(new Broken("what the API server sent is no watch event"));
                        }
                        case PodEvent event -> {
                            sighted |= !(event instanceof PodEvent.Alive);
                            events.accept(event);
                        }
                    }
                }
            }
        }
    }

    /**
     * The client drops what arrives together with the end of the handshake when this thread is slow to learn of it, and
     * the pod's present state may be in it.
     */
    private Failure unsighted() {
        return new Broken("the API server did not show the pod within "
                + settings.firstSight().toMillis() + " ms");
    }

    private URI uri(Duration length) {
        var selector = URLEncoder.encode("metadata.name=" + api.pod().name(), UTF_8);
        return URI.create(api.pods() + "?watch=true&fieldSelector=" + selector
                + "&resourceVersion=0&allowWatchBookmarks=true&timeoutSeconds=" + Math.max(1, length.toSeconds()));
    }

    private Failure refused(@Nullable Throwable cause) {
        if (cause instanceof WebSocketHandshakeException handshake) {
            var answer = handshake.getResponse();
            return refused(answer.code(), "", Refusal.pause(answer.header("Retry-After")));
        }
        return Broken.unreachable(cause);
    }

    private Failure refused(int code, String message, Duration retryAfter) {
        var right = "watch on pods of namespace " + api.pod().namespace() + ", or set agent.trigger=none";
        return Refusal.of(code, message, retryAfter, right);
    }

    /** One thing that the connection brings. */
    private sealed interface Message {
        record Text(String text) implements Message {}

        record Closed(String reason) implements Message {}
    }

    /** Keeps what arrives, in order, for the thread that watches. */
    private static final class Inbox implements WebSocket.Listener {
        private final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();

        @Nullable Message next(Duration patience) throws InterruptedException {
            return messages.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
        }

        @Override
        public void onMessage(WebSocket socket, String text) {
            messages.add(new Message.Text(text));
            socket.request(); // on the client's own thread, since its buffer is not safe for others
        }

        @Override
        public void onMessage(WebSocket socket, ByteBuffer bytes) {
            onMessage(socket, UTF_8.decode(bytes).toString());
        }

        @Override
        public void onClose(WebSocket socket, int code, String reason) {
            messages.add(new Message.Closed("the API server closed the connection"));
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            messages.add(new Message.Closed("the connection to the API server broke (" + Broken.text(error) + ")"));
        }
    }
}
