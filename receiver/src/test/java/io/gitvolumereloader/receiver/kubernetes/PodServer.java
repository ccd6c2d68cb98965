package io.gitvolumereloader.receiver.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** An API server with any number of pods in one namespace, of which it keeps the annotations. */
public final class PodServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, String> pushes = new ConcurrentHashMap<>();

    final AtomicInteger patches = new AtomicInteger();
    final AtomicInteger lists = new AtomicInteger();
    private final ScriptedApiServer server = new ScriptedApiServer();
    private final int pods;
    private volatile Duration patchTime = Duration.ZERO;

    /** Starts it. */
    public PodServer(int pods) throws IOException {
        this.pods = pods;
        server.always(exchange -> {
            if (exchange.getRequestMethod().equals("PATCH")) {
                patches.incrementAndGet();
                LockSupport.parkNanos(patchTime.toNanos());
                var name = exchange.getRequestURI().getPath().replaceAll(".*/", "");
                var patch = JSON.readTree(ScriptedApiServer.body(exchange));
                pushes.put(
                        name,
                        patch.at("/metadata/annotations/git-volume-reloader.io~1push")
                                .textValue());
                ScriptedApiServer.json(200, pod(name).toString()).to(exchange);
            } else {
                lists.incrementAndGet();
                exchange.sendResponseHeaders(200, 0);
                try (var out = exchange.getResponseBody()) {
                    list(out);
                }
            }
        });
    }

    /** The {@code push} annotation of each pod that was patched, by its name. */
    public Map<String, String> pushes() {
        return pushes;
    }

    /** From now on a patch takes so long. */
    public void slow(Duration time) {
        patchTime = time;
    }

    int port() {
        return server.port();
    }

    /** Where it is. */
    public String url() {
        return server.url();
    }

    private void list(OutputStream out) throws IOException {
        out.write("{\"kind\":\"PartialObjectMetadataList\",\"metadata\":{\"resourceVersion\":\"1\"},\"items\":["
                .getBytes(UTF_8));
        for (var i = 0; i < pods; i++) {
            out.write(((i == 0 ? "" : ",") + pod("pod-" + i)).getBytes(UTF_8));
        }
        out.write("]}".getBytes(UTF_8));
    }

    /** As large as the metadata of a real pod: some 1.5 KB. */
    private ObjectNode pod(String name) {
        var root = JSON.createObjectNode();
        var metadata = root.putObject("metadata").put("name", name).put("namespace", "docs");
        var annotations = metadata.putObject("annotations")
                .put("git-volume-reloader.io/repository", "https://github.com/o/docs.git")
                .put("example.org/other", "x".repeat(300));
        var push = pushes.get(name);
        if (push != null) {
            annotations.put("git-volume-reloader.io/push", push);
        }
        var fields = metadata.putArray("managedFields").addObject().putObject("fieldsV1");
        IntStream.range(0, 20).forEach(i -> fields.putObject("f:field-" + i).putObject("."));
        return root;
    }

    @Override
    public void close() {
        server.close();
    }
}
