package io.gitvolumereloader.receiver;

import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import org.jboss.logging.Logger;

/**
 * Reads the body of a request into memory, within limits of size, time and memory over all requests.
 *
 * <p>Memory is taken as the bytes arrive: whoever announces much and sends little takes little.
 */
@ApplicationScoped
public class BodyReader {
    private static final Logger LOG = Logger.getLogger(BodyReader.class);

    /** Bodies up to here need no place in the budget: the number of connections bounds them. */
    static final int SMALL = 64 * 1024;

    private static final int FIRST_CAPACITY = 8 * 1024;

    private final int maxBody;
    private final long timeout;
    private final BodyBudget budget;

    BodyReader(ReceiverConfig config) {
        this.maxBody = Math.toIntExact(config.maxBody().asLongValue());
        this.timeout = config.bodyTimeout().toMillis();
        this.budget = new BodyBudget(Math.max(maxBuffered(config), maxBody));
    }

    /** Whether a request has a body that needs a place in the budget, as far as its headers tell. */
    static boolean isLarge(HttpServerRequest request) {
        return announced(request) > SMALL || request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
    }

    /** The length that the headers announce; 0 where they announce none. */
    static long announced(HttpServerRequest request) {
        var length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? 0 : Long.parseLong(length);
    }

    /**
     * The body, once it has arrived as a whole. It fails with the {@link HttpException} of a status: 400 where it
     * breaks off, 408 where it takes too long, 413 where it is too large, 503 where too many large bodies are in
     * memory. The memory is given back when the response has ended.
     */
    Future<byte[]> read(RoutingContext context) {
        var request = context.request();
        var body = Promise.<byte[]>promise();
        var chunks = new Chunks(limit(request));
        context.addEndHandler(_ -> chunks.giveBack());
        var timer = context.vertx().setTimer(timeout, _ -> fail(body, 408));
        request.exceptionHandler(e -> {
                    LOG.debugf(
                            "a request broke off or was no HTTP cause=%s",
                            e.getClass().getSimpleName());
                    fail(body, 400);
                })
                .endHandler(_ -> body.tryComplete(chunks.bytes()))
                .handler(chunk -> {
                    if (!body.future().isComplete()) {
                        var status = chunks.add(chunk);
                        if (status != 0) {
                            fail(body, status);
                        }
                    }
                });
        if (request.headers().contains(HttpHeaders.EXPECT)) {
            context.response().writeContinue();
        }
        request.resume();
        return body.future().onComplete(_ -> context.vertx().cancelTimer(timer));
    }

    private static void fail(Promise<byte[]> body, int status) {
        body.tryFail(new HttpException(status));
    }

    /** How large the body will be at most. */
    private int limit(HttpServerRequest request) {
        return request.headers().contains(HttpHeaders.TRANSFER_ENCODING)
                ? maxBody
                : Math.toIntExact(Math.min(announced(request), maxBody));
    }

    private static long maxBuffered(ReceiverConfig config) {
        return config.maxBuffered()
                .map(MemorySize::asLongValue)
                .orElseGet(() -> Runtime.getRuntime().maxMemory() / 4);
    }

    /** What has arrived of one body. Used by one event loop only. */
    private final class Chunks {
        private final int limit;
        private byte[] bytes = new byte[0];
        private int size;
        private long taken;

        Chunks(int limit) {
            this.limit = limit;
        }

        /** The status with which to refuse the request; 0 where all is well. */
        int add(Buffer chunk) {
            if (chunk.length() > limit - size) {
                return 413;
            }
            if (size + chunk.length() > bytes.length && !grow(size + chunk.length())) {
                return 503;
            }
            chunk.getBytes(bytes, size);
            size += chunk.length();
            return 0;
        }

        private boolean grow(int needed) {
            var doubled = Math.max(FIRST_CAPACITY, 2L * bytes.length);
            var capacity = Math.toIntExact(Math.max(needed, Math.min(doubled, limit)));
            if (capacity > SMALL) {
                if (!budget.take(capacity - taken)) {
                    return false;
                }
                taken = capacity;
            }
            bytes = Arrays.copyOf(bytes, capacity);
            return true;
        }

        byte[] bytes() {
            return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
        }

        void giveBack() {
            budget.giveBack(taken);
            taken = 0;
        }
    }
}
