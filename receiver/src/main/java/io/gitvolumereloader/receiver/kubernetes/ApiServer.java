package io.gitvolumereloader.receiver.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.gitvolumereloader.receiver.hook.Deadline;
import io.gitvolumereloader.receiver.hook.Printable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Sends requests to the API server, each once. Blocks; safe to use from many threads. */
final class ApiServer {
    private static final Duration GRACE = Duration.ofMillis(100);
    private static final int MAX_MESSAGE = 160;
    private static final String UNSENDABLE =
            "a request can't be made of what there is to log in with; a token has to be one line";
    private static final int MAX_ADDRESS = 80;
    private static final int MAX_CAUSES = 10;
    private static final int MAX_STATUS = 64 * 1024;

    /** Takes from the body of a good answer what is wanted, while it arrives. */
    @FunctionalInterface
    interface Reader<T> {
        /**
         * Reads as much as it needs.
         *
         * @throws JsonProcessingException if the body is not what was asked for
         */
        T read(InputStream body) throws IOException;
    }

    private final HttpClient http;

    ApiServer(HttpClient http) {
        this.http = http;
    }

    /**
     * Returns by the deadline, or at most a tenth of a second later.
     *
     * @param what a word for what a good answer is
     */
    <T> Answer<T> ask(HttpRequest.Builder request, Deadline deadline, String what, Reader<T> reader) {
        if (http.isClosed()) {
            return new Answer.Failed<>("this replica of the receiver has ended");
        }
        var left = deadline.remaining();
        if (left.isZero()) {
            return new Answer.Late<>();
        }
        // The client gives the request up by itself; a cancelled future would leave it, and its connection, alive.
        request.timeout(Math.max(1, left.toMillis()), TimeUnit.MILLISECONDS);
        var sent = request.build();
        try (var body = new ArrivingBody(deadline)) {
            return answer(send(sent, body), left, body, reader);
        } catch (TimeoutException | InterruptedIOException _) {
            return new Answer.Late<>();
        } catch (JsonEOFException _) {
            return cut(null, sent);
        } catch (JsonProcessingException _) {
            return new Answer.Failed<>("the API server's answer is no " + what);
        } catch (ExecutionException e) {
            return deadline.remaining().compareTo(GRACE) < 0 ? new Answer.Late<>() : cut(e.getCause(), sent);
        } catch (IOException e) {
            return cut(e, sent);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Answer.Late<>();
        }
    }

    private CompletableFuture<HttpResponse<AsyncBody>> send(HttpRequest request, ArrivingBody body) throws IOException {
        try {
            return http.consumeBytes(request, body).thenApply(response -> {
                body.follow(response.body());
                return response;
            });
        } catch (IllegalArgumentException _) { // whose message may quote the token
            throw new IOException(UNSENDABLE);
        }
    }

    private static <T> Answer<T> answer(
            CompletableFuture<HttpResponse<AsyncBody>> asked, Duration left, ArrivingBody body, Reader<T> reader)
            throws IOException, ExecutionException, InterruptedException, TimeoutException {
        try {
            var response = asked.get(left.plus(GRACE).toNanos(), TimeUnit.NANOSECONDS);
            if (!response.isSuccessful()) {
                return Refusals.of(response.code(), response.header("Retry-After"), body.readNBytes(MAX_STATUS));
            }
            var value = reader.read(body);
            // A connection whose answer has been read to its end serves the next request.
            body.transferTo(OutputStream.nullOutputStream());
            return new Answer.Done<>(value);
        } catch (TimeoutException e) {
            var _ = asked.thenAccept(late -> late.body().cancel());
            throw e;
        }
    }

    private static <T> Answer<T> cut(@Nullable Throwable cause, HttpRequest sent) {
        var message = cause == null ? null : cause.getMessage();
        var why = message == null ? "it broke off" : Printable.of(message, MAX_MESSAGE);
        return new Answer.Cut<>("no connection to the API server: " + (isOfTls(cause) ? why + untrusted(sent) : why));
    }

    private static boolean isOfTls(@Nullable Throwable cause) {
        return Stream.iterate(cause, each -> each != null, Throwable::getCause)
                .limit(MAX_CAUSES)
                .anyMatch(SSLException.class::isInstance);
    }

    private static String untrusted(HttpRequest sent) {
        var address = sent.uri().getHost()
                + (sent.uri().getPort() < 0 ? "" : ":" + sent.uri().getPort());
        return "; the configured CA may not be that of the certificate of " + Printable.of(address, MAX_ADDRESS);
    }
}
