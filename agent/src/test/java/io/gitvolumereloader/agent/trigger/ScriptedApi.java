package io.gitvolumereloader.agent.trigger;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * As much of a Kubernetes API server as a watch and patches of one pod meet, and it does what the test says: refusals,
 * errors in the stream, bookmarks, tokens. A real HTTP server on loopback. Safe for any number of threads.
 */
public final class ScriptedApi implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 30;

    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private final List<ServerWebSocket> watches = new ArrayList<>();
    private final List<Watch> asked = new ArrayList<>();
    private final Queue<Refusal> refusals = new ArrayDeque<>();
    private final Queue<Refusal> patchRefusals = new ArrayDeque<>();
    private final List<Patch> patches = new ArrayList<>();
    private final Map<String, String> annotations = new TreeMap<>();
    private @Nullable String uid;
    private @Nullable String token;
    private int silent;

    /** A request for a watch, and when it came. */
    record Watch(
            String path,
            Map<String, String> query,
            @Nullable String accept,
            long nanos) {}

    /** A request to change the pod, and when it came. */
    record Patch(String path, Map<String, String> query, String contentType, JsonObject body, long nanos) {
        /** What it writes to an annotation; null where it does not. */
        @Nullable String annotation(String key) {
            return body.getJsonObject("metadata").getJsonObject("annotations").getString(key);
        }
    }

    private record Refusal(int status, Map<String, String> headers, String body) {}

    /** One without pods. */
    public ScriptedApi() {
        this.server = await(vertx.createHttpServer()
                .requestHandler(this::answer)
                .listen(0, "127.0.0.1")
                .toCompletionStage());
    }

    /** Where it listens. */
    public int port() {
        return server.actualPort();
    }

    /** The pod is created, with these annotations and nothing left of an earlier one. */
    public synchronized void create(String newUid, Map<String, String> with) {
        uid = newUid;
        annotations.clear();
        annotations.putAll(with);
        send(event("ADDED"));
    }

    /** Somebody changes an annotation. */
    public synchronized void annotate(String key, String value) {
        annotations.put(key, value);
        send(event("MODIFIED"));
    }

    synchronized void delete() {
        send(event("DELETED"));
        uid = null;
    }

    synchronized void bookmark() {
        send(new JsonObject()
                .put("type", "BOOKMARK")
                .put("object", new JsonObject().put("metadata", new JsonObject().put("resourceVersion", "12"))));
    }

    /** Ends each watch with an error event. */
    synchronized void fail(int code, String message) {
        send(new JsonObject()
                .put("type", "ERROR")
                .put("object", new JsonObject().put("code", code).put("message", message)));
        endWatches();
    }

    /** Sends what no API server would. */
    synchronized void babble(String text) {
        watches.forEach(watch -> watch.writeTextMessage(text));
    }

    /** Ends each watch, as when its time is up. */
    public synchronized void endWatches() {
        watches.forEach(ServerWebSocket::close);
        watches.clear();
    }

    /** The next {@code times} requests for a watch are answered like this. */
    synchronized void refuse(int times, int status, Map<String, String> headers) {
        for (var i = 0; i < times; i++) {
            refusals.add(new Refusal(status, headers, ""));
        }
    }

    /** The next {@code times} patches are answered like this. */
    synchronized void refusePatches(int times, int status, Map<String, String> headers, String message) {
        var body =
                new JsonObject().put("kind", "Status").put("message", message).encode();
        for (var i = 0; i < times; i++) {
            patchRefusals.add(new Refusal(status, headers, body));
        }
    }

    /** The patches so far, refused ones included. */
    synchronized List<Patch> patches() {
        return List.copyOf(patches);
    }

    /** What the pod's annotation says; null where it is not there. */
    public synchronized @Nullable String annotation(String key) {
        return annotations.get(key);
    }

    /** From now on whoever has another token is answered 401; watches that stand go on. */
    synchronized void requireToken(String required) {
        token = required;
    }

    /** The next {@code times} watches don't begin with the pod. */
    synchronized void keepStill(int times) {
        silent = times;
    }

    /** The requests for watches so far. */
    synchronized List<Watch> asked() {
        return List.copyOf(asked);
    }

    @Override
    public void close() {
        await(vertx.close().toCompletionStage());
    }

    private void answer(HttpServerRequest request) {
        var query = new TreeMap<String, String>();
        request.params().forEach(query::put);
        if (request.method().equals(HttpMethod.PATCH)) {
            request.body().onSuccess(body -> patch(request, query, body.toJsonObject()));
        } else {
            watch(request, query);
        }
    }

    private synchronized void patch(HttpServerRequest request, Map<String, String> query, JsonObject body) {
        var type = String.valueOf(request.getHeader("Content-Type"));
        patches.add(new Patch(String.valueOf(request.path()), query, type, body, System.nanoTime()));
        var refusal = patchRefusals.poll();
        if (refusal != null) {
            answer(request, refusal);
            return;
        }
        body.getJsonObject("metadata")
                .getJsonObject("annotations")
                .forEach(entry -> annotations.put(entry.getKey(), String.valueOf(entry.getValue())));
        var event = event("MODIFIED");
        request.response().end(event.getJsonObject("object").encode());
        send(event);
    }

    private static void answer(HttpServerRequest request, Refusal refusal) {
        refusal.headers().forEach(request.response()::putHeader);
        request.response().setStatusCode(refusal.status()).end(refusal.body());
    }

    private synchronized void watch(HttpServerRequest request, Map<String, String> query) {
        asked.add(new Watch(String.valueOf(request.path()), query, request.getHeader("Accept"), System.nanoTime()));
        var refusal = refusals.poll();
        if (refusal != null) {
            answer(request, refusal);
        } else if (token != null && !("Bearer " + token).equals(request.getHeader("Authorization"))) {
            request.response().setStatusCode(401).end();
        } else if (request.getHeader("Origin") == null) {
            // A real API server wants one of every WebSocket.
            request.response().setStatusCode(403).end();
        } else {
            request.toWebSocket().onSuccess(this::begin);
        }
    }

    private synchronized void begin(ServerWebSocket watch) {
        watches.add(watch);
        if (silent > 0) {
            silent--;
        } else if (uid != null) {
            watch.writeTextMessage(event("ADDED").encode());
        }
    }

    private JsonObject event(String type) {
        var metadata = new JsonObject().put("name", ApiServer.POD.name()).put("uid", uid);
        if (!annotations.isEmpty()) {
            metadata.put("annotations", new JsonObject(new TreeMap<String, Object>(annotations)));
        }
        return new JsonObject().put("type", type).put("object", new JsonObject().put("metadata", metadata));
    }

    private void send(JsonObject event) {
        watches.forEach(watch -> watch.writeTextMessage(event.encode()));
    }

    /** How long {@code later} came after {@code earlier}. */
    static Duration between(Watch earlier, Watch later) {
        return Duration.ofNanos(later.nanos() - earlier.nanos());
    }

    private static <T> T await(java.util.concurrent.CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
