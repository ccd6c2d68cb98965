package io.gitvolumereloader.receiver;

import io.gitvolumereloader.receiver.hook.Deadline;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Writes {@code {"pods":[...],"failures":[...]}} to a response, an element a line, as fast as its reader takes it.
 *
 * <p>Blocks; used by one thread. Every method throws {@link UncheckedIOException} where the reader has gone or is too
 * slow.
 */
final class JsonLines {
    private static final int BUFFER = 16 * 1024;

    private final HttpServerResponse response;
    private final Deadline deadline;
    private final StringBuilder buffer = new StringBuilder("{\"pods\":[");
    private boolean empty = true;

    JsonLines(HttpServerResponse response, Deadline deadline) {
        this.response = response;
        this.deadline = deadline;
    }

    /** Whether nothing was added yet; nothing is sent before. */
    boolean isEmpty() {
        return empty;
    }

    void add(String element) {
        buffer.append(empty ? "\n" : ",\n").append(element);
        empty = false;
        if (buffer.length() > BUFFER) {
            head();
            await(response.write(buffer.toString()));
            buffer.setLength(0);
        }
    }

    /** @param failures a list in JSON */
    void end(String failures) {
        head();
        await(response.end(buffer.append("\n],\"failures\":")
                .append(failures)
                .append("}\n")
                .toString()));
    }

    private void head() {
        if (!response.headWritten()) {
            response.setChunked(true).putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
        }
    }

    private void await(Future<Void> sent) {
        try {
            sent.toCompletionStage()
                    .toCompletableFuture()
                    .get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw new UncheckedIOException(new IOException("the connection broke", e.getCause()));
        } catch (TimeoutException e) {
            var _ = response.reset();
            throw new UncheckedIOException(new IOException("the reader is too slow", e));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new InterruptedIOException());
        }
    }
}
