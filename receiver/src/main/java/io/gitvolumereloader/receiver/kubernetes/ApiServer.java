package io.gitvolumereloader.receiver.kubernetes;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.gitvolumereloader.receiver.hook.Deadline;
import io.gitvolumereloader.receiver.hook.Printable;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to the API server, a bounded number at a time, and repeats them while that makes sense and there is
 * time.
 *
 * <p>Only for requests that may be sent twice. Blocks; safe to use from many threads.
 */
final class ApiServer {
    private static final Answer TOO_LATE =
            new Answer.Failed("deadline: the API server did not answer within receiver.fan-out.deadline");
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(50);
    private static final Duration GRACE = Duration.ofMillis(100);
    private static final int MAX_DOUBLINGS = 5;
    private static final int MAX_MESSAGE = 160;

    private final HttpClient http;
    private final Semaphore places;

    ApiServer(HttpClient http, int inFlight) {
        this.http = http;
        this.places = new Semaphore(inFlight);
    }

    /** Returns by the deadline, or at most a tenth of a second later. */
    Answer ask(HttpRequest.Builder request, Deadline deadline) {
        for (var attempt = 1; ; attempt++) {
            var answer = once(request, deadline);
            var pause = pauseAfter(answer, attempt);
            if (pause.isEmpty() || pause.get().compareTo(deadline.remaining()) >= 0 || !sleep(pause.get())) {
                return answer;
            }
        }
    }

    /** How long to wait before asking again; empty where that would not help. */
    private static Optional<Duration> pauseAfter(Answer answer, int attempt) {
        return switch (answer) {
            case Answer.Busy(var _, var retryAfter) -> Optional.of(max(retryAfter, backoff(attempt)));
            // A connection from the pool may have died of old age; twice in a row is another matter.
            case Answer.Cut _ when attempt == 1 -> Optional.of(Duration.ZERO);
            case Answer.Done _, Answer.NotFound _, Answer.Cut _, Answer.Failed _ -> Optional.empty();
        };
    }

    private static Duration backoff(int attempt) {
        return SHORTEST_PAUSE.multipliedBy(1L << Math.min(attempt - 1, MAX_DOUBLINGS));
    }

    private Answer once(HttpRequest.Builder request, Deadline deadline) {
        try {
            if (!places.tryAcquire(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS)) {
                return TOO_LATE;
            }
            try {
                return exchange(request, deadline);
            } finally {
                places.release();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return TOO_LATE;
        }
    }

    private Answer exchange(HttpRequest.Builder request, Deadline deadline) throws InterruptedException {
        var left = deadline.remaining();
        if (left.isZero()) {
            return TOO_LATE;
        }
        // The client gives the request up by itself; a cancelled future would leave it, and its connection, alive.
        request.timeout(Math.max(1, left.toMillis()), TimeUnit.MILLISECONDS);
        var body = new ByteArrayOutputStream();
        var head = http.consumeBytes(request.build(), (buffers, rest) -> {
            buffers.forEach(buffer -> body.writeBytes(bytes(buffer)));
            rest.consume();
        });
        try {
            var response = head.get(left.plus(GRACE).toNanos(), TimeUnit.NANOSECONDS);
            return Answers.of(response, read(response.body(), body, deadline));
        } catch (TimeoutException _) {
            return TOO_LATE;
        } catch (ExecutionException e) {
            return deadline.remaining().compareTo(GRACE) < 0
                    ? TOO_LATE
                    : new Answer.Cut("no connection to the API server: " + text(e.getCause()));
        }
    }

    /** The whole body; one that does not end in time is given up, and its connection with it. */
    private static byte[] read(AsyncBody body, ByteArrayOutputStream read, Deadline deadline)
            throws InterruptedException, ExecutionException, TimeoutException {
        body.consume();
        try {
            body.done().get(deadline.remaining().plus(GRACE).toNanos(), TimeUnit.NANOSECONDS);
            return read.toByteArray();
        } catch (TimeoutException e) {
            body.cancel();
            throw e;
        }
    }

    private static byte[] bytes(ByteBuffer buffer) {
        var bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    private static String text(@Nullable Throwable cause) {
        var message = cause == null ? null : cause.getMessage();
        return message == null ? "unknown" : Printable.of(message, MAX_MESSAGE);
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static boolean sleep(Duration pause) {
        try {
            Thread.sleep(pause);
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
