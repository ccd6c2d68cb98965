package io.gitvolumereloader.receiver;

import io.gitvolumereloader.receiver.provider.MediaType;
import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Reads the body of a request into memory, within limits of size, time and memory over all requests.
 *
 * <p>Memory is taken as the bytes arrive: whoever announces much and sends little takes little. A form takes it twice,
 * since it is decoded, and so does a body in chunks, which is put together at its end.
 */
@ApplicationScoped
public class BodyReader {
    private static final Logger LOG = Logger.getLogger(BodyReader.class);

    /** Bodies up to here need no place in the budget: the number of connections bounds them. */
    static final int SMALL = 64 * 1024;

    private static final int TOO_LARGE = 413;
    private static final int UNAVAILABLE = 503;
    private static final long MAX_COPIES = 3;
    private static final int FIRST_CAPACITY = 8 * 1024;

    private final int maxBody;
    private final long timeout;
    private final BodyBudget budget;

    @Inject
    BodyReader(ReceiverConfig config) {
        this(
                Math.toIntExact(config.maxBody().asLongValue()),
                config.bodyTimeout(),
                new BodyBudget(Math.max(
                        maxBuffered(config), MAX_COPIES * config.maxBody().asLongValue())));
    }

    BodyReader(int maxBody, Duration timeout, BodyBudget budget) {
        this.maxBody = maxBody;
        this.timeout = timeout.toMillis();
        this.budget = budget;
    }

    /** Whether a request has a body that needs a place in the budget, as far as its headers tell. */
    static boolean isLarge(HttpServerRequest request) {
        return announced(request) > SMALL || isChunked(request);
    }

    private static boolean isChunked(HttpServerRequest request) {
        return request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
    }

    /** The length that the headers announce; 0 where they announce none. */
    static long announced(HttpServerRequest request) {
        var length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? 0 : Long.parseLong(length);
    }

    /**
     * Hands over the body to {@code use}, once it has arrived as a whole. It fails with the {@link HttpException} of a
     * status: 400 where it breaks off, 408 where it takes too long, 413 where it is too large, 503 where too many large
     * bodies are in memory, or where this one is large and only small ones are wanted. The memory is given back when
     * the response has ended (be it that the sender has hung up) and {@code use} is done.
     */
    <T> Future<T> read(RoutingContext context, boolean smallOnly, Function<byte[], Future<T>> use) {
        var request = context.request();
        if (smallOnly && announced(request) > SMALL) {
            return Future.failedFuture(new HttpException(UNAVAILABLE));
        }
        var chunks = smallOnly
                ? new Chunks(request, Math.min(SMALL, limit(request)), UNAVAILABLE)
                : new Chunks(request, limit(request), TOO_LARGE);
        var ended = Promise.<Void>promise();
        context.addEndHandler(_ -> ended.tryComplete());
        var used = body(context, chunks).compose(use);
        Future.join(ended.future(), used).onComplete(_ -> chunks.giveBack());
        return used;
    }

    private Future<byte[]> body(RoutingContext context, Chunks chunks) {
        var request = context.request();
        var body = Promise.<byte[]>promise();
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
        return isChunked(request) ? maxBody : Math.toIntExact(Math.min(announced(request), maxBody));
    }

    private static long maxBuffered(ReceiverConfig config) {
        return config.maxBuffered()
                .map(MemorySize::asLongValue)
                .orElseGet(() -> Runtime.getRuntime().maxMemory() / 4);
    }

    /** What has arrived of one body. Used by one event loop only. */
    private final class Chunks {
        private final int limit;
        private final int excess;
        private final int copies;
        private byte[] bytes = new byte[0];
        private int size;
        private long taken;

        /** @param excess the status where there is more than {@code limit} */
        Chunks(HttpServerRequest request, int limit, int excess) {
            var form = MediaType.isForm(request.getHeader(HttpHeaders.CONTENT_TYPE));
            this.limit = limit;
            this.excess = excess;
            this.copies = 1 + (form ? 1 : 0) + (isChunked(request) ? 1 : 0);
        }

        /** The status with which to refuse the request; 0 where all is well. */
        int add(Buffer chunk) {
            if (chunk.length() > limit - size) {
                return excess;
            }
            if (size + chunk.length() > bytes.length && !grow(size + chunk.length())) {
                return UNAVAILABLE;
            }
            chunk.getBytes(bytes, size);
            size += chunk.length();
            return 0;
        }

        private boolean grow(int atLeast) {
            var doubled = Math.max(FIRST_CAPACITY, 2L * bytes.length);
            var capacity = Math.toIntExact(Math.max(atLeast, Math.min(doubled, limit)));
            if (capacity > SMALL) {
                var needed = (long) capacity * copies;
                if (!budget.take(needed - taken)) {
                    return false;
                }
                taken = needed;
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
